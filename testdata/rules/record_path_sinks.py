"""Asks CPython which functions do the same with a path object as with a string, and writes `path_sinks.txt`.

    python3.14 testdata/rules/record_path_sinks.py PYTHON...

Each call is made twice, in a folder of known content: `p` is a string, then a `pathlib.Path`. What is compared is the
value, the class of an exception, and which files are there afterwards; paths in values are compared with their types.
A function is recorded as `same`, or by what differs under which versions. The rule `path-flow` passes path objects only
to what is `same` (`src/rules/pathlib/sink.rs`, whose test reads the record); what gives its argument back counts as
`returned`. The work is done by the same file, as `--work`, under each interpreter.
"""

import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# Function, the text of the path, the call.
CALLS = [line.split(" | ") for line in r"""
builtins.open | file | open(p).name
bz2.BZ2File | b.bz2 | bz2.BZ2File(p).read()
bz2.open | b.bz2 | bz2.open(p).read()
codecs.open | file | codecs.open(p).name
configparser.RawConfigParser.read | c.ini | configparser.ConfigParser().read(p)
ctypes.CDLL | libc.so.6 | ctypes.CDLL(p)._name
dbm.open | dbx | dbm.open(p, "c").close()
filecmp.cmp | file | filecmp.cmp(p, "file")
filecmp.dircmp | folder | filecmp.dircmp(p, "folder").left
glob.glob | folder | glob.glob(p)
gzip.GzipFile | g.gz | gzip.GzipFile(p).name
gzip.open | g.gz | (gzip.open(p).name, gzip.open(p).read())
importlib.util.spec_from_file_location | m.py | importlib.util.spec_from_file_location("m", p).origin
io.FileIO | file | io.FileIO(p).name
io.open | file | io.open(p).name
linecache.getline | file | linecache.getline(p, 1)
logging.FileHandler | l.log | os.path.basename(logging.FileHandler(p).baseFilename)
logging.handlers.RotatingFileHandler | l.log | os.path.basename(logging.handlers.RotatingFileHandler(p).baseFilename)
lzma.LZMAFile | l.xz | lzma.LZMAFile(p).read()
lzma.open | l.xz | lzma.open(p).read()
mimetypes.guess_type | f.txt | mimetypes.guess_type(p)
os.access | folder | os.access(p, os.R_OK)
os.chdir | folder | (os.chdir(p), os.chdir(".."))
os.chmod | file | os.chmod(p, 0o600)
os.chown | file | os.chown(p, -1, -1)
os.fsdecode | file | os.fsdecode(p)
os.fsencode | file | os.fsencode(p)
os.fspath | file | os.fspath(p)
os.fwalk | folder | [it[:3] for it in os.fwalk(p)]
os.link | file | os.link(p, "new")
os.listdir | folder | os.listdir(p)
os.lstat | file | os.lstat(p).st_size
os.makedirs | new/new | os.makedirs(p)
os.mkdir | new | os.mkdir(p)
os.mkfifo | new | os.mkfifo(p)
os.open | file | os.close(os.open(p, 0))
os.path.abspath | folder | os.path.abspath(p)
os.path.basename | folder/a | os.path.basename(p)
os.path.dirname | folder/a | os.path.dirname(p)
os.path.exists | folder | os.path.exists(p)
os.path.expanduser | ~root/a | os.path.expanduser(p)
os.path.expandvars | $HOME/a | os.path.expandvars(p)
os.path.getatime | old | os.path.getatime(p)
os.path.getctime | file | type(os.path.getctime(p))
os.path.getmtime | old | os.path.getmtime(p)
os.path.getsize | file | os.path.getsize(p)
os.path.isabs | folder | os.path.isabs(p)
os.path.isdir | folder | os.path.isdir(p)
os.path.isfile | folder | os.path.isfile(p)
os.path.islink | link | os.path.islink(p)
os.path.ismount | / | os.path.ismount(p)
os.path.join | folder | (os.path.join(p), os.path.join(p, "a"), os.path.join("a", p))
os.path.lexists | link | os.path.lexists(p)
os.path.normcase | folder | os.path.normcase(p)
os.path.normpath | folder/../a | os.path.normpath(p)
os.path.realpath | link | os.path.realpath(p)
os.path.relpath | folder | (os.path.relpath(p), os.path.relpath("a", p))
os.path.samefile | folder | os.path.samefile(p, "folder")
os.path.split | folder/a | os.path.split(p)
os.path.splitdrive | folder/a | os.path.splitdrive(p)
os.path.splitext | folder/a.b | os.path.splitext(p)
os.pathconf | file | os.pathconf(p, "PC_NAME_MAX")
os.putenv | file | os.putenv("A", p)
os.readlink | link | os.readlink(p)
os.remove | file | os.remove(p)
os.removedirs | new/new | (os.makedirs("new/new"), os.removedirs(p))
os.rename | file | os.rename(p, "new")
os.renames | file | os.renames(p, "new/new")
os.replace | file | os.replace("old", p)
os.rmdir | empty | os.rmdir(p)
os.scandir | folder | [it.path for it in os.scandir(p)]
os.stat | file | os.stat(p).st_size
os.statvfs | folder | os.statvfs(p).f_bsize
os.symlink | new | (os.symlink(p, "to"), os.readlink("to"), os.symlink("file", p))
os.truncate | file | os.truncate(p, 0)
os.unlink | file | os.unlink(p)
os.utime | file | os.utime(p, (1, 1))
os.walk | folder | list(os.walk(p))
py_compile.compile | m.pyc | py_compile.compile("m.py", p)
runpy.run_path | m.py | runpy.run_path(p)["__file__"]
shelve.open | shx | shelve.open(p).close()
shutil.chown | file | shutil.chown(p, 0)
shutil.copy | new | shutil.copy("file", p)
shutil.copy2 | new | shutil.copy2("file", p)
shutil.copyfile | new | shutil.copyfile("file", p)
shutil.copymode | file | shutil.copymode(p, "old")
shutil.copystat | file | shutil.copystat(p, "old")
shutil.copytree | new | shutil.copytree("folder", p)
shutil.disk_usage | folder | shutil.disk_usage(p)[0]
shutil.make_archive | new | shutil.make_archive(p, "zip", "folder")
shutil.move | file | shutil.move(p, "folder")
shutil.move(target) | new | shutil.move("file", p)
shutil.rmtree | folder | shutil.rmtree(p)
shutil.unpack_archive | z.zip | (shutil.unpack_archive(p, "new"), shutil.unpack_archive("z.zip", p + "d" if isinstance(p, str) else p.with_name("z.zipd")))
shutil.which | /bin/sh | shutil.which(p)
sqlite3.connect | s.db | sqlite3.connect(p).execute("select 1").fetchall()
subprocess.Popen(args) | /bin/true | subprocess.Popen(p).args
subprocess.Popen | folder | subprocess.Popen(["true"], cwd=p).wait()
subprocess.call | folder | subprocess.call(["true"], cwd=p)
subprocess.check_call | folder | subprocess.check_call(["true"], cwd=p)
subprocess.check_output | folder | subprocess.check_output(["pwd"], cwd=p)[-7:]
subprocess.run | folder | subprocess.run(["true"], cwd=p)
tarfile.TarFile.add | folder | (lambda it: (it.add(p), it.add("file", p), it.getnames()))(tarfile.open("y.tar", "w"))
tarfile.TarFile.extractall | new | tarfile.open("t.tar").extractall(p)
tarfile.is_tarfile | t.tar | tarfile.is_tarfile(p)
tarfile.open | t.tar | tarfile.open(p).name
tempfile.NamedTemporaryFile | folder | type(tempfile.NamedTemporaryFile(dir=p).name)
tempfile.TemporaryDirectory | folder | type(tempfile.TemporaryDirectory(dir=p).name)
tempfile.TemporaryFile | folder | type(tempfile.TemporaryFile(dir=p))
tempfile.mkdtemp | folder | os.rmdir(tempfile.mkdtemp(dir=p))
tempfile.mkstemp | folder | os.remove(tempfile.mkstemp(dir=p)[1])
xml.etree.ElementTree.parse | x.xml | xml.etree.ElementTree.parse(p).getroot().tag
zipfile.ZipFile | z.zip | zipfile.ZipFile(p).filename
zipfile.ZipFile.extract | new | zipfile.ZipFile("z.zip").extract("a", p)
zipfile.ZipFile.extractall | new | zipfile.ZipFile("z.zip").extractall(p)
zipfile.ZipFile.write | folder | (lambda it: (it.write(p), it.write("file", p), it.namelist()))(zipfile.ZipFile("y.zip", "w"))
zipfile.is_zipfile | z.zip | zipfile.is_zipfile(p)
""".strip().splitlines()]


def main(pythons):
    found, versions = {}, []
    for python in pythons:
        run = subprocess.run([python, os.path.abspath(__file__), "--work"], stdout=subprocess.PIPE, check=True)
        answer = json.loads(run.stdout.decode("utf-8").splitlines()[-1])
        versions.append(answer["version"])
        for name, difference in answer["differences"]:
            found.setdefault(name, {}).setdefault(difference, []).append(answer["version"])
    with open(os.path.join(HERE, "path_sinks.txt"), "w", encoding="utf-8", newline="\n") as out:
        out.write("# By record_path_sinks.py. Do not edit. CPython %s.\n" % ", ".join(versions))
        for name, _, _ in CALLS:
            differences = found.get(name)
            if differences is None:
                out.write("%s: same\n" % name)
            for difference, under in (differences or {}).items():
                where = "" if under == versions else " (%s)" % " ".join(under)
                out.write("%s: %s%s\n" % (name, difference, where))


def furnish(folder):
    import bz2, gzip, lzma, tarfile, zipfile

    os.chdir(folder)
    os.makedirs("folder/inner"), os.mkdir("empty"), os.symlink("file", "link")
    for name, data in [("file", b"x = 1\n"), ("folder/a", b"a"), ("m.py", b"y = 2\n"), ("c.ini", b"[a]\nb=1\n"), ("x.xml", b"<a/>"),
                       ("g.gz", gzip.compress(b"a")), ("b.bz2", bz2.compress(b"a")), ("l.xz", lzma.compress(b"a")), ("old", b"")]:
        with open(name, "wb") as file:
            file.write(data)
    os.utime("old", (1, 2))
    with zipfile.ZipFile("z.zip", "w") as archive:
        archive.writestr("a", "b")
    with tarfile.open("t.tar", "w") as archive:
        archive.add("file")


def outcome(call, p):
    import shutil, tempfile

    folder = tempfile.mkdtemp()
    try:
        furnish(folder)
        try:
            value = repr(eval(call, NAMESPACE, {"p": p}))
        except Exception as error:
            value = "raises " + type(error).__name__
        os.chdir(folder)
        files = sorted(os.path.join(root, name) for root, folders, names in os.walk(".") for name in folders + names)
        return value.replace(folder, "ROOT"), files
    finally:
        os.chdir("/")
        shutil.rmtree(folder, ignore_errors=True)


NAMESPACE = {"os": os}


def work():
    import importlib, pathlib, warnings

    warnings.simplefilter("ignore")
    for name in """bz2 codecs configparser ctypes dbm filecmp glob gzip importlib.util io linecache logging.handlers lzma mimetypes py_compile
                   runpy shelve shutil sqlite3 subprocess tarfile tempfile xml.etree.ElementTree zipfile""".split():
        importlib.import_module(name)
        NAMESPACE[name.split(".")[0]] = sys.modules[name.split(".")[0]]
    differences = []
    for name, path, call in CALLS:
        text, other = outcome(call, path), outcome(call, pathlib.Path(path))
        if text != other:
            differences.append([name, classify(text, other, path)])
    version = "%d.%d" % sys.version_info[:2]
    print(json.dumps({"version": version, "differences": differences}))


def classify(text, other, path):
    if other[0].startswith("raises "):
        return other[0]
    if text[0] == repr(path) and other[0] == "PosixPath(%r)" % path and text[1] == other[1]:
        return "returned"
    return "%s, then %s" % (text[0], other[0])


if __name__ == "__main__":
    work() if sys.argv[1:] == ["--work"] else main(sys.argv[1:])

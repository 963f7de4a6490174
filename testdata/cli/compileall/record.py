"""Records what `python3.14 -m compileall` does to small trees: `python3.14 testdata/cli/compileall/record.py`.

Writes `cases.json` beside this file: the tree that each case begins with, and of each case the steps, the exit status
and output of each run, and the files in the end, by hash. `--tool target/debug/reskin` runs that instead and prints
what differs.
"""
import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent

# Seconds since 1970 at which all files were changed.
TIME = 1_600_000_000

# Paths, and what is there: text, or where a symlink leads to.
TREE = {
    "a.py": "x = 1\n",
    "b.txt": "no source\n",
    "pkg/__init__.py": "",
    "pkg/doc.py": '"""A docstring."""\nassert __debug__\n\ndef f():\n    """Another."""\n    return f\n',
    "pkg/same.py": "def g(a, b=2):\n    return a + b\n",
    "pkg/sub/deep.py": "import os\n",
    "pkg/sub/sub/deeper.py": "class C:\n    pass\n",
    "pkg/__pycache__/stale.py": "never = 'looked at'\n",
    "bad/syntax.py": "x = 1\ndef f(:\n    pass\n",
    "bad/indent.py": "if x:\npass\n",
    "bad/tab.py": "if x:\n        y\n\tz\n",
    "bad/compile.py": "def f():\n    return 1\nreturn 2\n",
    "bad/coding.py": "# -*- coding: nowhere -*-\nx = 1\n",
    "bad/good.py": "y = 2\n",
    "warn/w.py": "x = '\\d'\ny = 1 is 1\n",
    "warn/then_error.py": "x = '\\d'\nx = = 1\n",
    "odd/it's.py": "z = 3\n",
    "odd/.py": "z = 4\n",
    "odd/two.dots.py": "z = 5\n",
    "odd/empty.": "z = 6\n",
    "odd/UPPER.PY": "z = 7\n",
    "odd/é\t.py": "z = 8\n",
    "links/inside.py": ("link", "target.py"),
    "links/outside.py": ("link", "../a.py"),
    "links/dangling.py": ("link", "nowhere.py"),
    "links/folder": ("link", "../pkg"),
    "links/target.py": "t = 1\n",
}

RUN = "run"
PKG = "pkg/__pycache__"

# Steps: `run`, arguments, environment, standard input; `write` a file; `touch` it at a time; `link` a path to another;
# `folder`; `mode` of a file.
CASES = {
    "a folder": [[RUN, "pkg"]],
    "a file": [[RUN, "a.py"]],
    "a file with a folder": [[RUN, "pkg/doc.py"]],
    "a file that is no source": [[RUN, "b.txt"]],
    "no such place": [[RUN, "nowhere"]],
    "no such place, quiet": [[RUN, "-q", "nowhere"]],
    "no such place, quieter": [[RUN, "-qq", "nowhere"]],
    "files and folders": [[RUN, "a.py", "nowhere", "pkg/sub", "b.txt", "a.py"]],
    "the same file twice": [[RUN, "a.py", "a.py"]],
    "the same file twice, forced": [[RUN, "-f", "a.py", "a.py"]],
    "a folder and a file in it": [[RUN, "pkg", "pkg/doc.py"]],
    "the current folder": [[RUN, "."]],
    "slash at the end": [[RUN, "pkg/"]],
    "dots in the path": [[RUN, "pkg/../pkg/sub"]],
    "not below": [[RUN, "-l", "pkg"]],
    "one level": [[RUN, "-r", "1", "pkg"]],
    "no level": [[RUN, "-r", "0", "pkg"]],
    "less than no level": [[RUN, "-r", "-1", "pkg"]],
    "level wins over flat": [[RUN, "-l", "-r", "5", "pkg"]],
    "quiet": [[RUN, "-q", "pkg", "bad"]],
    "quieter": [[RUN, "-qq", "pkg", "bad"]],
    "quiet twice": [[RUN, "-q", "-q", "bad"]],
    "errors": [[RUN, "bad"]],
    "errors of a file": [[RUN, "bad/syntax.py"]],
    "errors of one kind each": [[RUN, "bad/indent.py"], [RUN, "bad/tab.py"], [RUN, "bad/compile.py"], [RUN, "bad/coding.py"]],
    "errors elsewhere": [[RUN, "-d", "/usr/lib", "bad"]],
    "errors stay": [[RUN, "bad/syntax.py"], ["write", "bad/syntax.py", "x = 1\n"], [RUN, "bad/syntax.py"]],
    "an error leaves what was there": [[RUN, "a.py"], ["write", "a.py", "x = = 1\n"], [RUN, "a.py"]],
    "up to date": [[RUN, "pkg"], [RUN, "pkg"]],
    "forced": [[RUN, "pkg"], [RUN, "-f", "pkg"]],
    "changed": [[RUN, "a.py"], ["write", "a.py", "x = 2\n"], ["touch", "a.py", TIME + 1], [RUN, "a.py"]],
    "changed at the same time": [[RUN, "a.py"], ["write", "a.py", "x = 2\n"], [RUN, "a.py"]],
    "older": [[RUN, "a.py"], ["touch", "a.py", TIME - 1000], [RUN, "a.py"]],
    "before 1970": [["touch", "a.py", -1000], [RUN, "a.py"], [RUN, "a.py"]],
    "after 2106": [["touch", "a.py", 2**32 + 5], [RUN, "a.py"], [RUN, "a.py"]],
    "a damaged file": [["write", "__pycache__/a.cpython-314.pyc", "rubbish"], [RUN, "a.py"]],
    "beside": [[RUN, "-b", "pkg"]],
    "beside, up to date": [[RUN, "-b", "pkg"], [RUN, "-b", "pkg"]],
    "beside, several levels": [[RUN, "-b", "-o", "0", "-o", "2", "pkg/doc.py"]],
    "destination": [[RUN, "-d", "/usr/lib/python3", "pkg"]],
    "destination of a file": [[RUN, "-d", "/usr/lib/python3", "pkg/doc.py"]],
    "destination with slash": [[RUN, "-d", "dest/", "pkg/"]],
    "empty destination": [[RUN, "-d", "", "pkg"]],
    "strip": [[RUN, "-s", "pkg", "pkg"]],
    "strip of a file": [[RUN, "-s", "pkg/sub", "pkg/sub/deep.py"]],
    "strip what is not there": [[RUN, "-s", "other", "pkg", "a.py"]],
    "strip what is not there, quiet": [[RUN, "-q", "-s", "other", "pkg"]],
    "strip what is not there, quieter": [[RUN, "-qq", "-s", "other", "pkg"]],
    "strip with slash": [[RUN, "-s", "pkg/", "pkg"]],
    "prepend": [[RUN, "-p", "/usr", "pkg"]],
    "prepend to a file": [[RUN, "-p", "usr/", "a.py"]],
    "strip and prepend": [[RUN, "-s", "pkg", "-p", "/opt", "pkg"]],
    "destination and strip": [[RUN, "-d", "x", "-s", "pkg", "pkg"]],
    "destination and prepend": [[RUN, "-d", "x", "-p", "y", "pkg"]],
    "exclude": [[RUN, "-x", "sub", "pkg"]],
    "exclude from the start": [[RUN, "-x", "^pkg/d", "pkg"]],
    "exclude a file": [[RUN, "-x", "a", "a.py"]],
    "exclude and strip": [[RUN, "-x", "doc", "-s", "other", "pkg"]],
    "exclude errors": [[RUN, "-x", "/(syntax|indent|tab|compile|coding)[.]py$", "bad"]],
    "a list": [["write", "list", "a.py\n  pkg/sub  \nnowhere\n"], [RUN, "-i", "list"]],
    "a list and more": [["write", "list", "a.py\n"], [RUN, "-i", "list", "pkg/sub"]],
    "a list with an empty line": [["write", "list", "a.py\n\n"], [RUN, "-i", "list"]],
    "a list that is not there": [[RUN, "-i", "list", "a.py"]],
    "a list that is not there, quiet": [[RUN, "-q", "-i", "list", "a.py"]],
    "a list that is not there, quieter": [[RUN, "-qq", "-i", "list", "a.py"]],
    "a list on standard input": [[RUN, "-i", "-", {}, "a.py\npkg/sub\n"]],
    "by one worker": [[RUN, "-j", "1", "pkg"]],
    "by two workers, quiet": [[RUN, "-q", "-j", "2", "pkg"]],
    "by as many as there are, quiet": [[RUN, "-q", "--workers", "0", "pkg"]],
    "by less than none": [[RUN, "-j", "-1", "pkg"]],
    "by less than none, a file": [[RUN, "-j", "-1", "a.py"]],
    "checked hash": [[RUN, "--invalidation-mode", "checked-hash", "pkg"]],
    "unchecked hash": [[RUN, "--invalidation-mode", "unchecked-hash", "pkg"]],
    "timestamp": [[RUN, "--invalidation-mode", "timestamp", "pkg"]],
    "another mode": [[RUN, "--invalidation-mode", "other", "pkg"]],
    "a hash is never up to date": [[RUN, "--invalidation-mode", "checked-hash", "a.py"], [RUN, "a.py"]],
    "a time is up to date in each mode": [[RUN, "a.py"], [RUN, "--invalidation-mode", "checked-hash", "a.py"]],
    "reproducible": [[RUN, "pkg", {"SOURCE_DATE_EPOCH": "1"}]],
    "reproducible, empty": [[RUN, "pkg", {"SOURCE_DATE_EPOCH": ""}]],
    "reproducible, overruled": [[RUN, "--invalidation-mode", "timestamp", "pkg", {"SOURCE_DATE_EPOCH": "1"}]],
    "level -1": [[RUN, "-o", "-1", "pkg"]],
    "level 0": [[RUN, "-o", "0", "pkg"]],
    "level 1": [[RUN, "-o", "1", "pkg"]],
    "level 2": [[RUN, "-o2", "pkg"]],
    "level 3": [[RUN, "-o", "3", "pkg/doc.py"]],
    "levels": [[RUN, "-o", "2", "-o", "0", "-o", "1", "pkg"]],
    "levels twice": [[RUN, "-o", "1", "-o", "1", "pkg/doc.py"]],
    "levels -1 and 0": [[RUN, "-o", "-1", "-o", "0", "pkg/doc.py"]],
    "levels, one up to date": [[RUN, "-o", "1", "a.py"], [RUN, "-o", "0", "-o", "1", "a.py"], [RUN, "-o", "0", "-o", "1", "a.py"]],
    "levels and an error": [[RUN, "-o", "0", "-o", "1", "bad/syntax.py"]],
    "hardlinks": [[RUN, "-o", "0", "-o", "1", "-o", "2", "--hardlink-dupes", "pkg"]],
    "hardlinks of two levels": [[RUN, "-o", "0", "-o", "2", "--hardlink-dupes", "pkg"]],
    "hardlinks of one level": [[RUN, "-o", "0", "--hardlink-dupes", "pkg"]],
    "hardlinks without a level": [[RUN, "--hardlink-dupes", "pkg"]],
    "hardlinks of one level twice": [[RUN, "-o", "1", "-o", "1", "--hardlink-dupes", "a.py"]],
    "hardlinks of one place": [[RUN, "-b", "-o", "0", "-o", "1", "--hardlink-dupes", "a.py", "pkg/doc.py"]],
    "hardlinks made again": [
        [RUN, "-o", "0", "-o", "1", "--hardlink-dupes", "a.py"],
        ["write", "a.py", "assert x\n"],
        [RUN, "-f", "-o", "0", "-o", "1", "--hardlink-dupes", "a.py"],
    ],
    "symlinks": [[RUN, "links"]],
    "symlinks, limited": [[RUN, "-e", "links", "links"]],
    "symlinks, limited to here": [[RUN, "-e", ".", "links"]],
    "symlinks, limited to elsewhere": [[RUN, "-e", "pkg", "links"]],
    "symlinks, no limit": [[RUN, "-e", "", "links"]],
    "symlinks by name": [[RUN, "-e", "links", "links/outside.py", "links/inside.py", "a.py"]],
    "a symlink to a folder": [[RUN, "links/folder"]],
    "a prefix": [[RUN, "pkg", "a.py", {"PYTHONPYCACHEPREFIX": "cache"}]],
    "a prefix and a level": [[RUN, "-o", "1", "pkg/sub", {"PYTHONPYCACHEPREFIX": "cache"}]],
    "a prefix and dots": [[RUN, "pkg/../pkg/sub", "./a.py", {"PYTHONPYCACHEPREFIX": "cache"}]],
    "a prefix, up to date": [[RUN, "a.py", {"PYTHONPYCACHEPREFIX": "cache"}], [RUN, "a.py", {"PYTHONPYCACHEPREFIX": "cache"}]],
    "a prefix, but beside": [[RUN, "-b", "a.py", {"PYTHONPYCACHEPREFIX": "cache"}]],
    "no prefix": [[RUN, "a.py", {"PYTHONPYCACHEPREFIX": ""}]],
    "a prefix that is a file": [[RUN, "a.py", {"PYTHONPYCACHEPREFIX": "b.txt"}]],
    "a folder in its place": [["folder", "__pycache__/a.cpython-314.pyc"], [RUN, "a.py"], [RUN, "-q", "a.py"], [RUN, "-qq", "a.py"]],
    "a symlink in its place": [["folder", "__pycache__"], ["link", "__pycache__/a.cpython-314.pyc", "../b.txt"], [RUN, "a.py"]],
    "a file in place of the folder": [["write", "__pycache__", ""], [RUN, "a.py"]],
    "a folder with the name of a source": [["folder", "folder.py"], [RUN, "-l", ".", "folder.py"]],
    "modes": [["mode", "a.py", 0o600], ["mode", "pkg/doc.py", 0o755], ["mode", "pkg/same.py", 0o444], [RUN, "a.py", "pkg"]],
    "odd names": [[RUN, "odd"]],
    "warnings": [[RUN, "warn"]],
    "warnings, quiet": [[RUN, "-q", "warn"]],
    "warnings, quieter": [[RUN, "-qq", "warn"]],
    "warnings of each level": [[RUN, "-o", "0", "-o", "1", "warn/w.py"]],
    "warnings elsewhere": [[RUN, "-d", "/nowhere", "warn/w.py"]],
    "warnings of another file": [[RUN, "-s", "warn", "-p", "pkg", "warn/w.py"], [RUN, "-f", "-d", "odd", "warn/w.py"]],
    "warnings ignored": [[RUN, "warn", {"PYTHONWARNINGS": "ignore"}]],
    "warnings as errors": [[RUN, "warn", {"PYTHONWARNINGS": "error"}]],
    "warnings once": [["write", "warn/v.py", "y = '\\d'\n"], [RUN, "warn", {"PYTHONWARNINGS": "once"}]],
    "a filter that is none": [[RUN, "warn", "a.py", {"PYTHONWARNINGS": "never"}]],
    "unknown option": [[RUN, "--recursive", "pkg"]],
    "level that is none": [[RUN, "-r", "x", "pkg"]],
    "null bytes": [["write", "a.py", "x = 1\0\n"], [RUN, "a.py"]],
    "no UTF-8": [["write", "a.py", "# -*- coding: ascii -*-\nx = 'é'\n"], [RUN, "a.py"]],
    "carriage returns": [["write", "a.py", "x = 1\r\ny = 2\rz = 3\n"], [RUN, "a.py"]],
    "byte order mark": [["write", "a.py", "\ufeffx = 1\n"], [RUN, "a.py"]],
    "no newline at the end": [["write", "a.py", "x = 1"], [RUN, "a.py"]],
    "everything": [[RUN, "-f", "-r", "9", "-o", "0", "-o", "1", "-o", "2", "--hardlink-dupes", "-s", "pkg", "-p", "/lib", "-x", "doc", "-e", ".",
                    "--invalidation-mode", "unchecked-hash", "pkg", "links"]],
}

# What of the environment matters to the programs.
KEPT = {"PATH", "LANG", "LC_ALL", "HOME", "TMPDIR"}


def build(folder):
    for path, content in TREE.items():
        write(folder / path, content)


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, tuple):
        path.symlink_to(content[1])
    else:
        path.write_bytes(content.encode())
        path.chmod(0o644)
        os.utime(path, (TIME, TIME))


def perform(step, folder, program):
    match step:
        case ["write", path, content]:
            write(folder / path, content)
        case ["touch", path, time]:
            os.utime(folder / path, (time, time))
        case ["link", path, target]:
            (folder / path).symlink_to(target)
        case ["folder", path]:
            (folder / path).mkdir(parents=True)
        case ["mode", path, mode]:
            (folder / path).chmod(mode)
        case [word, *args] if word == RUN:
            return run(program, args, folder)
    return None


def run(program, args, folder):
    given = [it for it in args if isinstance(it, str)]
    extra = next((it for it in args if isinstance(it, dict)), {})
    stdin = ""
    if extra == {} and {} in args:
        stdin = given.pop()
    env = {name: value for name, value in os.environ.items() if name in KEPT} | {"PYTHONDONTWRITEBYTECODE": "1"} | extra
    done = subprocess.run([*program, *given], cwd=folder, env=env, input=stdin, capture_output=True, text=True)
    if done.returncode == 2 or "Traceback" in done.stderr:
        return {"status": done.returncode}
    place = re.compile(r"(\.pyc\.)\d+")
    return {"status": done.returncode, "stdout": place.sub(r"\1N", done.stdout), "stderr": done.stderr}


def files(folder):
    """What is in the folder that was not there: mode and hash, and of hardlinks the other name."""
    out, seen = {}, {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink() or path.is_dir() or not name.endswith("c"):
            continue
        stat = path.stat()
        if (other := seen.setdefault(stat.st_ino, name)) != name:
            out[name] = f"is {other}"
        else:
            digest = importlib.util.source_hash(path.read_bytes()).hex()
            out[name] = f"{stat.st_mode & 0o777:o} {digest}"
    return out


def outcome(steps, program):
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch).resolve() / "tree"
        folder.mkdir()
        build(folder)
        runs = [done for step in steps if (done := perform(step, folder, program)) is not None]
        # Where a prefix holds absolute paths, those of the scratch folder.
        text = json.dumps({"runs": runs, "files": files(folder)})
        return json.loads(text.replace(str(folder).lstrip("/"), "FOLDER"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", help="run this and print what differs")
    args = parser.parse_args()
    assert sys.version_info[:2] == (3, 14), "the oracle is CPython 3.14"
    os.umask(0o022)
    if args.tool:
        recorded = json.loads((HERE / "cases.json").read_text())["cases"]
        n_same = 0
        for case in recorded:
            found = outcome(CASES[case["name"]], [os.path.abspath(args.tool), "compile"])
            for theirs, ours in zip(case["outcome"]["runs"], found["runs"]):
                if "stdout" not in theirs:
                    ours.pop("stdout", None), ours.pop("stderr", None)
            n_same += found == case["outcome"]
            if found != case["outcome"]:
                print(f"--- {case['name']}\nCPython {json.dumps(case['outcome'], indent=1)}\nreskin  {json.dumps(found, indent=1)}")
        print(f"{n_same} of {len(recorded)} cases the same")
        sys.exit(n_same < len(recorded))
    cases = [{"name": name, "steps": steps, "outcome": outcome(steps, [sys.executable, "-m", "compileall"])} for name, steps in CASES.items()]
    (HERE / "cases.json").write_text(json.dumps({"time": TIME, "tree": TREE, "cases": cases}, indent=1) + "\n")


main()

"""Asks CPython for which paths the rules of `rules/pathlib` tell before from after, and writes `pathlib_differences.txt`.

    python3.11 testdata/rules/record_pathlib.py PYTHON...

Each case of each rule is run on every value of `PATHS`, before and after, in a folder of known content, by each of the
interpreters. A difference is of the value with its type, of the class of an exception, or of what is in the folder
afterwards; of a rule whose result becomes a path object, the text of the path counts. What writes is run only on paths
that lie in that folder. A difference that a condition on
types excludes, or that an assumption of the rule names, stands under its name; any other is UNEXPLAINED, and the script
fails.

One of the interpreters runs this; it needs `tomllib` (3.11). The work is done by the same file, as `--work`, under each.
"""

import json
import os
import re
import stat
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = os.path.join(HERE, "..", "..", "rules", "pathlib")

# Expressions, evaluated in the folder that `furnish` makes.
PATHS = r"""
''  '.'  '..'  './'  '../'  '...'  ' '  './file'  'file'  'file/'  'file/.'  'file//'  'file/x'  './file/'  'file/..'
'folder'  'folder/'  'folder/.'  'folder//'  'folder/..'  'folder/inner'  'folder//inner'  'folder/./inner'
'./folder/inner'  'folder/../file'  'folder/deep/../inner'  'missing'  'missing/'  'missing/x'  'missing/../file'
'missing/.'  'link'  'link/'  'link/.'  'dirlink'  'dirlink/'  'dirlink/.'  'dirlink/inner'  'dirlink/../file'
'broken'  'broken/'  'loop'  'loop/x'  '.hidden'  '..hidden'  'a.b.c'  'a.'  'a b'  'é'  'é/ü'  '[a]'  '*'  '\udc80'
'\ud800'  'a\0b'  'a\nb'  'a\\b'  'C:/a'  '~'  '~/a'  './~'  '~no-such-user'  '~no-such-user/a'  '~root'
'/'  '//'  '///'  '/.'  '/..'  '//x'  '///x'  '/dev/null'  '/dev/null/'  '/no/such/file'  '/proc/self/'
'a' * 255  'a' * 256  'a' * 300  ('a' * 200 + '/') * 25  './' * 2500 + 'file'  'folder/' + 'a' * 300
os.getcwd()  os.path.join(os.getcwd(), 'file')  Text('file')  Text('')  Text('file/')  Like('file')  Like('file/')  Like('')  Like('./file')
pathlib.Path('file')  pathlib.Path('')  pathlib.Path('folder/..')  pathlib.PurePath('file')  pathlib.PurePath('folder')
b'file'  b''  b'folder'  LikeBytes(b'file')  bytearray(b'file')  0  1  -1  99  True  None  1.5  ['file']  ()  object
""".strip()
OTHERS = ["'target'", "'target/'", "'folder'", "'file'", "''", "'missing/x'", "Like('target')", "pathlib.Path('target')", "b'target'", "None", "7"]
FEW_PATHS = ["'file'", "'folder'", "'link'", "'missing'", "''"]
PATTERNS = ["'*.py'", "'*'", "'s*.py'", "'?'", "'[ab]*'", "'in*'", "'folder/*'", "'f*/i*'", "'x*/*.py'", "'*/*'", "'missing/*'", "'l*'", "'b*n'"]
# Values of metavariables that are no paths.
VALUES = {
    "mode": ["0o700", "0o644"], "exist_ok": ["True", "False"], "follow": ["True", "False"], "is_folder": ["True", "False"],
    "strict": ["True", "False"], "encoding": ["'utf-8'", "None"], "errors": ["'replace'"], "newline": ["''"],
    "buffering": ["1"], "data": ["'text'"],
}
OF_RULE = {
    ("open-path", "mode"): ["'r'", "'w'", "'x'", "'a'"], ("open-write-bytes", "data"): ["b'bytes'"],
}
WRITES = re.compile(r"\bos\.(remove|unlink|rmdir|mkdir|makedirs|rename|replace|chmod|symlink|link)\(|shutil\.|\bopen\(")
PATH_MAX = 4096


def paths():
    """The values, two spaces apart."""
    return [it for line in PATHS.splitlines() for it in line.split("  ") if it]


def main(pythons):
    import tomllib

    jobs = []
    for name in sorted(os.listdir(RULES)):
        with open(os.path.join(RULES, name), "rb") as file:
            rule = tomllib.load(file)
        jobs += jobs_of(rule)
    unexplained = 0
    out = ["# By record_pathlib.py. Do not edit.\n"]
    versions, found = [], {}
    for python in pythons:
        # Programs that take a number for a file descriptor write to standard output.
        with tempfile.NamedTemporaryFile() as report:
            command = [python, os.path.abspath(__file__), "--work", report.name]
            subprocess.run(command, input=json.dumps(jobs).encode("ascii"), stdout=subprocess.DEVNULL, check=True)
            answer = json.load(report)
        versions.append(answer["version"])
        for key, names, why, shown in answer["differences"]:
            found.setdefault(key, {}).setdefault((why, shown), {}).setdefault(names, []).append(answer["version"])
    for key in dict.fromkeys("%s %s" % (job["rule"], job["case"]) for job in jobs):
        out.append("\n## %s\n" % key)
        for (why, shown), inputs in sorted(found.get(key, {}).items()):
            by_versions = {}
            for names, seen in inputs.items():
                by_versions.setdefault(" ".join(seen), []).append(names)
            for seen, names in by_versions.items():
                unexplained += why == "UNEXPLAINED"
                at = "" if seen == " ".join(versions) else " (%s)" % seen
                out.append("%s%s%s: %s\n" % (why, ": " * bool(shown) + shown, at, ", ".join(names)))
    with open(os.path.join(HERE, "pathlib_differences.txt"), "w", encoding="utf-8") as file:
        file.write("".join(out).encode("utf-8", "backslashreplace").decode("utf-8"))
    print("%d cases, %d paths, versions %s; %d differences are not explained" % (len(found), len(paths()), " ".join(versions), unexplained))
    return unexplained > 0


def jobs_of(rule):
    for number, case in enumerate(rule["rewrite"]):
        if case.get("level") == "changes" or rule["rule"]["id"] == "redundant-path":
            continue
        wheres = [rule.get("where", {}), case.get("where", {})]
        is_path = {var for where in wheres for var, tests in where.items() if is_about_paths(tests) and var not in VALUES}
        becomes_path = any("path-like" in where.get("match", {}).get("used_as", []) for where in wheres)
        before, after = case["from"], case["to"]
        for name, let in case.get("let", {}).items():
            over = let["over"]
            after = after.replace("$" + name, let["fold"].replace("$acc", let["init"]).replace("$item", "$" + over))
            before = before.replace("$..." + over, "$" + over)
            is_path.add(over)
        variables = list(dict.fromkeys(re.findall(r"\$(\w+)", before)))
        yield {
            "rule": rule["rule"]["id"], "case": case.get("name", "plain"),
            "min": case.get("min_version", rule["rule"]["min_version"]),
            "before": re.sub(r"\$(\w+)", r"v_\1", before), "after": re.sub(r"\$(\w+)", r"v_\1", after),
            "becomes_path": becomes_path, "is_unused": any("statement" in where.get("match", {}).get("used_as", []) for where in wheres),
            "assumptions": [{"id": it["id"], "until": it.get("until")} for it in rule.get("assume", [])],
            "bindings": list(bindings(rule["rule"]["id"], variables, is_path)),
        }


def is_about_paths(tests):
    types = tests.get("type", []) + tests.get("each", {}).get("type", [])
    return "str" in types


def bindings(rule, variables, is_path):
    """What is given to the variables: each path in turn, the other variables being ordinary."""
    def values(var):
        if var in is_path:
            return OTHERS
        if var == "pattern":
            return PATTERNS
        return OF_RULE.get((rule, var), VALUES.get(var))

    def others(rest):
        if not rest:
            return [{}]
        return [dict(more, **{rest[0]: value}) for value in values(rest[0]) for more in others(rest[1:])]

    of_paths = [var for var in variables if var in is_path]
    if not of_paths:
        for more in others(variables):
            yield more
    for var in of_paths:
        rest = [it for it in variables if it != var]
        for number, more in enumerate(others(rest)):
            for value in paths() if number == 0 else FEW_PATHS:
                yield dict(more, **{var: value})


# What follows runs under every version.

def work():
    import collections
    import shutil

    jobs = json.loads(sys.stdin.read())
    version = "%d.%d" % sys.version_info[:2]
    root = tempfile.mkdtemp()
    differences = collections.OrderedDict()
    for job in jobs:
        if parse(job["min"]) > sys.version_info[:2]:
            continue
        for values in job["bindings"]:
            if WRITES.search(job["before"]) and any(is_elsewhere(root, it) for var, it in values.items() if var not in VALUES):
                continue
            before, after = outcome(root, job, job["before"], values), outcome(root, job, job["after"], values)
            if before == after:
                continue
            for why, shown in judged(root, job, values, before, after):
                names = ", ".join("%s=%s" % it for it in sorted(values.items())) if len(values) > 1 else "".join(values.values())
                differences["%s %s" % (job["rule"], job["case"]), names, why, shown] = None
    os.chdir("/")
    shutil.rmtree(root, ignore_errors=True)
    with open(sys.argv[2], "w") as file:
        json.dump({"version": version, "differences": list(differences)}, file)


def is_elsewhere(root, value):
    """Whether a value leads out of the folder that is made for this."""
    value = eval(value, names_in({}))
    if isinstance(value, int):
        return True  # a file descriptor, `True` is one
    try:
        text = os.fsdecode(os.fspath(value))
        real = os.path.realpath(os.path.join(root, "here", text))
    except (TypeError, ValueError, OSError):
        return False
    return not real.startswith(os.path.join(os.path.realpath(root), "here", ""))


def parse(version):
    return tuple(int(part) for part in version.split("."))


def furnish(root):
    import shutil

    folder = os.path.join(root, "here")
    os.chdir(root)
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    os.chdir(folder)
    os.makedirs("folder/deep")
    os.mkdir("xs")
    os.mkdir("[a]")
    for name in ["file", "folder/inner", "folder/.hidden", ".hidden", "..hidden", "a.b.c", "a.", "a b", "é", "sub.py", ".s.py", "xs/one.py", "[a]/a.py"]:
        with open(name, "w") as file:
            file.write(name)
    for target, name in [("file", "link"), ("folder", "dirlink"), ("nowhere", "broken"), ("loop", "loop")]:
        os.symlink(target, name)
    os.environ["HOME"] = folder
    return folder


def snapshot(folder=".", depth=4):
    """What is in the folder; not all of what is deep in it."""
    out = []
    for entry in sorted(os.listdir(folder)):
        path = os.path.join(folder, entry)
        state = os.lstat(path)
        is_folder = stat.S_ISDIR(state.st_mode)
        text = os.readlink(path) if stat.S_ISLNK(state.st_mode) else ""
        out.append((path, state.st_mode, 0 if is_folder else state.st_nlink, 0 if is_folder else state.st_size, text))
        if is_folder and depth:
            out += snapshot(path, depth - 1)
    return out


FURNISHED = []


def names_in(values):
    import glob
    import pathlib
    import shutil

    class Text(str):
        pass

    class Like:
        def __init__(self, path):
            self.path = path

        def __fspath__(self):
            return self.path

    names = {"os": os, "pathlib": pathlib, "glob": glob, "shutil": shutil, "Text": Text, "Like": Like, "LikeBytes": Like}
    for var, value in values.items():
        names["v_" + var] = eval(value, names)
    return names


def outcome(root, job, code, values):
    import gc
    import io
    import pathlib
    import warnings

    if not FURNISHED:
        furnish(root)
        FURNISHED[:] = [snapshot()]
    names = names_in(values)
    kept = [os.dup(fd) for fd in (0, 1, 2)]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = eval(code, names)
            if job["is_unused"]:
                value = None
            if isinstance(value, pathlib.PurePath) and (job["becomes_path"] or not isinstance(value, str)):
                value = ("text", os.fspath(value))
            elif job["becomes_path"]:
                value = ("text", value)
            elif isinstance(value, io.IOBase):
                with value:
                    value = (type(value).__name__, value.name, value.mode, value.read() if value.readable() else None)
            elif type(value).__name__ == "generator":
                value = list(value)
            elif isinstance(value, os.stat_result):
                value = (value.st_mode, value.st_size, value.st_nlink, value.st_ino)
            result = [type(value).__name__, repr(value)]
    except Exception as error:
        result = ["raises", type(error).__name__]
    gc.collect(0)
    for fd, copy in zip((0, 1, 2), kept):
        # An integer is a file descriptor to `os`, and may have been closed.
        os.dup2(copy, fd)
        os.close(copy)
    now = snapshot()
    if now == FURNISHED[0]:
        return result, []
    changed = sorted(set(now) ^ set(FURNISHED[0]))
    del FURNISHED[:]
    return result, changed


def judged(root, job, values, before, after):
    """Why the two differ, and how."""
    names = names_in(values)
    shown = "%s, then %s" % (short(root, before, after), short(root, after, before))
    texts = []
    for name in values:
        value = names["v_" + name]
        if name in VALUES or name == "pattern":
            continue
        try:
            text = os.fspath(value)
        except TypeError:
            text = None
        if not isinstance(text, str):
            return [("type of " + name, "")]
        texts.append(text)
    assumed = [it["id"] for it in job["assumptions"] if it["until"] is None or parse(it["until"]) > sys.version_info[:2]]
    for id in assumed:
        if ASSUMPTIONS.get(id, lambda *_: False)(texts, before[0], after[0]):
            return [(id, shown if id not in QUIET else "")]
    if any(len(it) > PATH_MAX and before == (["raises", "OSError"], []) for it in texts) or any(it.startswith("./" * 9) for it in texts):
        return [("longer than a path may be, as it is spelled", shown)]
    if before[0][0] == "Text":
        return [("a subclass of str", "kept, then a plain str")]
    return [("UNEXPLAINED", shown)]


def short(root, outcome, other):
    """An outcome in a few words, without what is another one in every run."""
    result, changed = outcome
    text = result[1].replace(root, "ROOT")
    if result[0] == "tuple" and text.endswith(")") and text.count(",") == 3:
        text = "its state"
    text = re.sub(r"\d{8,}\.\d+", "a time", text)
    if len(text) > 40:
        text = "..."
    return text + (" and files changed" if changed and changed != other[1] else "")


QUIET = {"path-below-start"}


def components(text):
    return text.split("/")


ASSUMPTIONS = {
    "path-not-empty": lambda texts, before, after: texts[0] == "" or len(texts) > 1 and "" in texts,
    "other-path-not-empty": lambda texts, before, after: "" in texts,
    "no-trailing-separator": lambda texts, before, after: any(re.search(r"./\.?$|^/\.$", it) for it in texts),
    "no-dot-segments": lambda texts, before, after: any(re.search(r"(^|/)\.(/|$)|//", it) for it in texts),
    "no-parent-segments": lambda texts, before, after: any(".." in components(it) for it in texts),
    "os-accepts-path": lambda texts, before, after: before[1] in ("False", "[]") and after == ["raises", "OSError"] or any(re.search("[\0\ud800]", it) for it in texts),
    "not-the-current-directory": lambda texts, before, after: texts[0] in (".", "./"),
    "destination-is-another-file": lambda texts, before, after: os.path.exists(texts[0]) and os.path.exists(texts[1]) and os.path.samefile(*texts),
    "errors-are-oserrors": lambda texts, before, after: before[0] == "raises" == after[0],
    "no-symlink-loops": lambda texts, before, after: any("loop" in components(it) for it in texts),
    "home-is-known": lambda texts, before, after: any(it.startswith("~") for it in texts) and after == ["raises", "RuntimeError"],
    "path-has-a-folder": lambda texts, before, after: not any("/" in it.rstrip("/.") for it in texts),
    "path-below-start": lambda texts, before, after: after == ["raises", "ValueError"],
    "no-empty-component": lambda texts, before, after: "" in texts,
    "no-trailing-dot": lambda texts, before, after: any(it.endswith(".") for it in texts),
    "not-a-run-of-leading-dots": lambda texts, before, after: any(it.rpartition("/")[2].startswith("..") for it in texts),
    "no-hidden-files": lambda texts, before, after: "hidden" in after[1] or ".s.py" in after[1],
    "folder-has-no-magic": lambda texts, before, after: any(re.search(r"[*?\[]", it) for it in texts),
    "destination-is-no-folder": lambda texts, before, after: "folder" in texts,
    "source-is-a-file": lambda texts, before, after: os.path.isdir(texts[0]),
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work()
    else:
        sys.exit(main(sys.argv[1:]))

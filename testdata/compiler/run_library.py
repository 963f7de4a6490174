"""Runs CPython's own tests on a library that reskin compiled, without its sources, and on one that CPython compiled.

    python3.14 testdata/compiler/run_library.py --tool target/release/reskin [--scratch DIR] [MODULE...]

Both are copies of the library of the Python that runs this script, compiled beside their sources (`compileall -b`),
which are then deleted. A test that needs a source fails in both alike; what is compared is the outcome of each test,
with the class of its exception. Exit status 1 where one differs. Says besides how many files are the same to the byte.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

MODULES = """
grammar syntax fstring generators coroutines patma exceptions except_star class descr scope dataclasses enum typing
asyncio contextlib functools collections re json pathlib unittest
listcomps setcomps dictcomps genexps with unpack unpack_ex named_expressions positional_only_arg type_params type_aliases
type_annotations annotationlib tstring string_literals decorators keywordonlyarg yield_from asyncgen contextlib_async
compile dis peepholer code opcodes compiler_assemble compiler_codegen sys_settrace traceback inspect super metaclass
property global extcall call augassign binop compare contains slice dict set list tuple int float complex bool itertools
operator heapq bisect fractions datetime argparse logging csv configparser textwrap string struct copy pickle weakref
weakset abc types ast symtable tokenize pprint reprlib shelve statistics difflib calendar optparse getopt shlex cmd
codeop ordered_dict userdict userlist defaultdict deque funcattrs raise richcmp unary subclassinit isinstance iter
""".split()

# A module may take this long; asyncio and logging wait for timers.
SECONDS_PER_MODULE = 180

RUNNER = """
import importlib, json, pkgutil, sys, unittest

class Outcomes(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.of = {}
    def note(self, test, outcome, error=None):
        outcome = outcome if error is None else f"{outcome} {error[0].__qualname__}"
        self.of.setdefault(test.id(), []).append(outcome)
    def addSuccess(self, test): self.note(test, "ok")
    def addError(self, test, error): self.note(test, "error", error)
    def addFailure(self, test, error): self.note(test, "failure", error)
    def addSkip(self, test, reason): self.note(test, "skipped")
    def addExpectedFailure(self, test, error): self.note(test, "expected failure", error)
    def addUnexpectedSuccess(self, test): self.note(test, "unexpected success")
    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.note(test, "subtest", error)

def modules(name):
    module = importlib.import_module(name)
    if not hasattr(module, "__path__"):
        return [module]
    names = [it.name for it in pkgutil.iter_modules(module.__path__, name + ".")]
    return [inner for it in sorted(names) if it.split(".")[-1].startswith("test") for inner in modules(it)]

outcomes = Outcomes()
try:
    # What a package's `load_tests` looks for is files that end in `.py`.
    for module in modules("test." + sys.argv[1]):
        unittest.defaultTestLoader.loadTestsFromModule(module).run(outcomes)
except BaseException as error:
    outcomes.of["(module)"] = [f"{type(error).__qualname__}: {error}"]
with open(sys.argv[2], "w") as file:
    json.dump(outcomes.of, file)
"""


def prepare(home, compiler):
    """A home of Python at `home` whose library is `.pyc` files alone."""
    library = home / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    shutil.rmtree(home, ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__", "site-packages", "dist-packages")
    shutil.copytree(sysconfig.get_path("stdlib"), library, symlinks=True, ignore=ignored)
    # Files that are no Python, some of them made so for tests, fail in both.
    options = ["-q", "-q", "-f", "-b", "-s", str(library), "-p", "/library", str(library)]
    started = time.monotonic()
    subprocess.run([*compiler, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.monotonic() - started
    n_compiled = 0
    for file in library.rglob("*.py"):
        n_compiled += Path(f"{file}c").exists()
        file.unlink()
    print(f"{home.name}: {n_compiled} files compiled in {seconds:.1f} s", flush=True)


def compare_bytes(theirs, ours):
    files = sorted(it.relative_to(theirs) for it in theirs.rglob("*.pyc"))
    differ = [str(it) for it in files if not (ours / it).exists() or (theirs / it).read_bytes() != (ours / it).read_bytes()]
    print(f"{len(files) - len(differ)} of {len(files)} files byte for byte the same; not {' '.join(differ)}", flush=True)


def run(home, module):
    answers = home / f"{module}.json"
    answers.unlink(missing_ok=True)
    folder = home / "cwd" / module
    folder.mkdir(parents=True, exist_ok=True)
    env = {"PYTHONHOME": str(home), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.environ["PATH"]}
    command = [sys.executable, "-W", "ignore", "-c", RUNNER, f"test_{module}", str(answers)]
    done = None
    try:
        done = subprocess.run(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, timeout=SECONDS_PER_MODULE)
    except subprocess.TimeoutExpired:
        return {"(module)": ["out of time"]}
    return json.loads(answers.read_text()) if answers.exists() else {"(module)": [f"exit status {done.returncode}"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", required=True)
    parser.add_argument("--scratch", default="/tmp/reskin-run-library")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("modules", nargs="*", default=MODULES)
    args = parser.parse_args()
    assert sys.version_info[:2] == (3, 14), "the oracle is CPython 3.14"
    homes = [Path(args.scratch) / "cpython", Path(args.scratch) / "reskin"]
    prepare(homes[0], [sys.executable, "-m", "compileall"])
    prepare(homes[1], [args.tool, "compile"])
    compare_bytes(*homes)
    n_tests, n_same, kinds, different = 0, 0, {}, []
    with ThreadPoolExecutor(args.jobs) as pool:
        for module in args.modules:
            theirs, ours = pool.map(lambda home: run(home, module), homes)
            for test in theirs.keys() | ours.keys():
                n_tests += 1
                outcome = theirs.get(test)
                if outcome == ours.get(test):
                    n_same += 1
                    kind = outcome[0].split()[0]
                    kinds[kind] = kinds.get(kind, 0) + 1
                else:
                    different.append(f"{module}: {test}: CPython {outcome}, reskin {ours.get(test)}")
    print(f"{len(args.modules)} modules, {n_same} of {n_tests} tests with the same outcome")
    print(", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())))
    print("\n".join(different))
    sys.exit(bool(different))


main()

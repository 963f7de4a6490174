"""Runs both sides of every proved case under CPython, as a check of the proofs that knows nothing of code objects.

    python3 testdata/verify/pairs.py PYTHON3.8 ... PYTHON3.14

Each case of `cases/*.txt` that is proved since some version is run under that version and all newer ones: its module,
then its functions. Free names and arguments are recorders, which log every operation on them and answer from a list of
truth values; each list of up to four answers is tried. A case is wrong if the logs of before and after differ. Prints each, and
a count; exits 1 if there is one.
"""

import pathlib
import re
import subprocess
import sys

RUNNER = r'''
import itertools, json, sys

def run(source, answers):
    log, pending = [], list(answers)

    def answer():
        return pending.pop(0) if pending else False

    class Recorder:
        def __init__(self, name): object.__setattr__(self, "_name", name)
        def __repr__(self): return self._name
        def __str__(self): log.append("str " + self._name); return self._name
        def __format__(self, spec): log.append("format " + self._name); return self._name
        def __bool__(self):
            if len(log) > 200: raise RuntimeError("too long")
            log.append("bool " + self._name); return answer()
        def __call__(self, *args, **kwargs):
            if len(log) > 200: raise RuntimeError("too long")
            shown = [code(it) for it in args], sorted(kwargs)
            log.append("call %s %s" % (self._name, shown)); return Recorder(self._name + "()")
        def __getattr__(self, name):
            if name.startswith("__"): raise AttributeError(name)
            log.append("get %s.%s" % (self._name, name)); return Recorder(self._name + "." + name)
        def __setattr__(self, name, value): log.append("set %s.%s %s" % (self._name, name, code(value)))
        def __contains__(self, it): log.append("in %s %s" % (self._name, code(it))); return answer()
        def __iter__(self):
            log.append("iter " + self._name)
            return iter([Recorder(self._name + "[0]"), Recorder(self._name + "[1]")])
        def __enter__(self): log.append("enter " + self._name); return Recorder("entered " + self._name)
        def __exit__(self, *exc): log.append("exit %s %s" % (self._name, exc[0])); return answer()
        def __add__(self, other): log.append("add"); return Recorder("sum")
        def __sub__(self, other): log.append("sub %s %s" % (self._name, code(other))); return Recorder("difference")
        def __eq__(self, other): log.append("eq %s %s" % (self._name, code(other))); return answer()
        __hash__ = object.__hash__

    def code(it):
        if callable(it) and hasattr(it, "__code__"): return "function"
        if isinstance(it, type): return "class " + it.__name__
        if isinstance(it, (list, tuple)): return [code(x) for x in it]
        if type(it).__name__ in ("generator", "builtin_function_or_method"): return type(it).__name__
        return repr(it)

    class Names(dict):
        def __missing__(self, name):
            if name == "E" or name in ("A", "B"): return LookupError
            if name in vars(builtins): raise KeyError(name)
            return Recorder(name)
    import builtins
    names = Names(__name__="case", __builtins__=builtins)
    # Functions look their globals up in a plain way, so what the module does not define is put there.
    compiled = compile(source, "case", "exec")
    def free(it):
        for name in it.co_names: 
            if name not in vars(builtins) and name not in names and not name.startswith("__"):
                names[name] = LookupError if name in ("E", "A", "B") else Recorder(name)
        for const in it.co_consts:
            if hasattr(const, "co_names"): free(const)
    free(compiled)
    try:
        exec(compiled, names)
        for name in sorted(names):
            it = names[name]
            if hasattr(it, "__code__"):
                log.append("run " + name)
                args = [Recorder("arg%d" % idx) for idx in range(it.__code__.co_argcount)]
                result = it(*args)
                log.append("result " + str(code(result)))
    except Exception as error:
        log.append("raise " + type(error).__name__)
    return log

cases = json.load(sys.stdin)
wrong = []
for name, before, after in cases:
    for answers in itertools.product([False, True], repeat=4):
        a, b = run(before, answers), run(after, answers)
        if a != b:
            at = next(idx for idx, (x, y) in enumerate(zip(a + [None], b + [None])) if x != y)
            wrong.append("%s %s: %s / %s" % (name, answers, a[at:at + 2], b[at:at + 2]))
            break
print(json.dumps(wrong))
'''


def cases():
    for path in sorted(pathlib.Path(__file__).parent.glob("cases/*.txt")):
        parts = re.split(r"^### (.*)\n", path.read_text(), flags=re.M)[1:]
        names, bodies = parts[::2], parts[1::2]
        for idx in range(0, len(names), 3):
            before, after, verdict = bodies[idx : idx + 3]
            since = re.match(r"proved.* since 3\.(\d+)", verdict)
            if since:
                yield f"{path.stem}/{names[idx]}", before, after, int(since[1])


def main():
    import json

    n_run, n_wrong = 0, 0
    known = list(cases())
    for python in sys.argv[1:]:
        program = "import sys; print(sys.version_info[1])"
        minor = int(subprocess.run([python, "-c", program], capture_output=True, text=True).stdout)
        # Endless loops are proved, not run; all others end when a log is long.
        chosen = [it[:3] for it in known if it[3] <= minor and "endless" not in it[0]]
        done = subprocess.run(
            [python, "-W", "ignore", "-c", RUNNER], input=json.dumps(chosen), capture_output=True, text=True, timeout=120
        )
        if done.returncode:
            print(f"3.{minor}: {done.stderr.strip().splitlines()[-1]}")
            n_wrong += 1
            continue
        wrong = json.loads(done.stdout.splitlines()[-1])
        for it in wrong:
            print(f"3.{minor}: {it}")
        n_run += len(chosen)
        n_wrong += len(wrong)
    print(f"{n_run} runs of cases, {n_wrong} wrong")
    sys.exit(1 if n_wrong else 0)


main()

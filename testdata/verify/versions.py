"""Asks CPython 3.8 to 3.14 what `data/version-differences.toml` says of them, and writes `versions.txt`.

    python3 testdata/verify/versions.py PYTHON3.8 ... PYTHON3.14

A probe is a program that prints one line, named as the entry that it measures. The record has for each probe a line a
version. A test holds `until` of each entry against it: the first version from which on all answer as 3.14.
"""

import pathlib
import subprocess
import sys

PROBES = {}

# Operands of `%` and what a recorder of them saw.
PROBES["percent-format-operands-first"] = """
l = [1]
print('%s %s' % (l, l.append(2)))
"""

PROBES["percent-format-str-subclass"] = """
class Text(str):
    def __format__(self, spec): return 'formatted'
class C:
    def __str__(self): return Text('text')
print('%s' % (C(),))
"""

PROBES["percent-format-padding"] = """
class Text(str):
    def __format__(self, spec): return 'formatted with ' + spec
class C:
    def __str__(self): return Text('text')
print('[%6s]' % (C(),))
"""

PROBES["parenthesized-with-items"] = """
class C:
    def __enter__(self): pass
    def __exit__(self, *exc): pass
a = b = C()
try:
    with (a, b): print('two managers')
except Exception as error:
    print('one tuple')
"""

PROBES["assert-loads-a-global"] = """
AssertionError = ValueError
try:
    assert 0
except Exception as error:
    print(type(error).__name__)
"""

PROBES["comprehension-locals"] = """
def f(a): return [sorted(locals()) for b in [1]][0]
print(f(1))
"""

PROBES["comprehension-frame"] = """
import sys
def f(): return [sys._getframe().f_code.co_name for _ in [1]][0]
print(f())
"""

PROBES["comprehension-super"] = """
class A:
    def f(self): return 1
class B(A):
    def f(self): return [super().f() for _ in [1]]
try: print(B().f())
except Exception as error: print(type(error).__name__)
"""

PROBES["module-annotation-of-an-attribute"] = """
class C: pass
c = C()
c.x: print('evaluated', end=' ') = 1
print('done')
"""

PROBES["function-annotation-of-an-attribute"] = """
class C: pass
def f(c):
    c.x: print('evaluated', end=' ') = 1
f(C())
print('done')
"""

PROBES["bare-annotation-target"] = """
class C: pass
def f(c):
    (print('target', end=' ') or c).x: int
f(C())
print('done')
"""

PROBES["annotation-evaluated-at-definition"] = """
try:
    def f(x: undefined): pass
    print('not evaluated')
except NameError:
    print('evaluated')
"""

PROBES["class-annotation-evaluated"] = """
try:
    class C:
        x: undefined = 1
    print('not evaluated')
except NameError:
    print('evaluated')
"""

PROBES["unicode-names"] = r"""
try:
    print(len(eval(r"'\N{GARAY DIGIT ZERO}'")))
except SyntaxError:
    print('no such name')
"""

PROBES["boolean-asked-twice"] = """
log = []
class C:
    def __init__(self, name, value): self.name, self.value = name, value
    def __bool__(self): log.append(self.name); return bool(self.value)
def run(a, b, c):
    x = (C('a', a) and C('b', b)) or C('c', c)
    y = (C('a', a) or C('b', b)) and C('c', c)
    if (C('a', a) and C('b', b)) or C('c', c): pass
    if not (C('a', a) and C('b', b)): pass
    z = not (C('a', a) and C('b', b))
    w = 1 if (C('a', a) or C('b', b)) else 2
    while (C('a', a) or C('b', b)) and C('c', c): break
    assert (C('a', a) and C('b', b)) or 1
for bits in range(8): run(bits & 1, bits & 2, bits & 4)
print(''.join(log))
"""

PROBES["docstring-indentation"] = """
def f():
    \'\'\'One.

        Two.
    \'\'\'
print(repr(f.__doc__))
"""

PROBES["complex-arithmetic"] = """
print(1.0 - 0j, 2 * (1 - 0j), -0.0 + 1j - 0.0)
"""

PROBES["long-path-exists"] = """
import pathlib
try: print(pathlib.Path('x' * 300).exists())
except OSError as error: print(type(error).__name__)
"""

PROBES["long-path-is-file"] = """
import pathlib
try: print(pathlib.Path('x' * 300).is_file())
except OSError as error: print(type(error).__name__)
"""

PROBES["long-path-is-dir"] = """
import pathlib
try: print(pathlib.Path('x' * 300).is_dir())
except OSError as error: print(type(error).__name__)
"""

PROBES["long-path-is-symlink"] = """
import pathlib
try: print(pathlib.Path('x' * 300).is_symlink())
except OSError as error: print(type(error).__name__)
"""

PROBES["long-path-is-mount"] = """
import pathlib
try: print(pathlib.Path('x' * 300).is_mount())
except OSError as error: print(type(error).__name__)
"""

PROBES["null-path-exists"] = r"""
import os
try: print(os.path.exists('a\0b'))
except ValueError as error: print('ValueError')
"""

PROBES["forbidden-path-exists"] = """
import errno, os, pathlib
def stat(self, *args, **kwargs): raise PermissionError(errno.EACCES, 'denied')
os.stat = stat
import sys
pathlib.Path.stat = stat
try: print(pathlib.Path('x').exists())
except OSError as error: print(type(error).__name__)
"""

PROBES["finally-return"] = """
def f():
    for _ in [1]:
        try: return 1
        finally: break
    return 2
print(f())
"""

PROBES["dict-comprehension-order"] = """
print({print('k', end=' '): print('v', end=' ') for _ in [1]})
"""

PROBES["set-literal-order"] = """
print([x for x in {8, 0}], 3 in {1, 2})
"""

PROBES["unpacking-call-order"] = """
def log(x): print(x, end=' '); return {}
def f(*a, **k): pass
f(**log('a'), b=log('b'), **log('c'))
print()
"""

PROBES["star-and-keyword-order"] = """
def log(x, y): print(x, end=' '); return y
def f(*a, **k): pass
f(*log('a', []), b=log('b', 0), *log('c', []))
print()
"""

PROBES["augmented-subscript-order"] = """
def log(x, y): print(x, end=' '); return y
log('a', {0: 1})[log('b', 0)] += log('c', 1)
print()
"""

PROBES["chained-comparison-order"] = """
def log(x): print(x, end=' '); return x
log(1) < log(2) < log(0) < log(4)
print()
"""

PROBES["assignment-order"] = """
def log(x, y): print(x, end=' '); return y
log('a', {})[log('b', 0)] = log('d', [])[:] = log('c', ())
print()
"""

PROBES["with-exit-lookup-order"] = """
class M(type):
    pass
class E:
    def __get__(self, it, type): print('enter', end=' '); return lambda: None
class X:
    def __get__(self, it, type): print('exit', end=' '); return lambda *a: None
class C:
    __enter__ = E()
    __exit__ = X()
with C(): print('body', end=' ')
print()
"""

PROBES["with-missing-exit"] = """
class C:
    def __enter__(self): pass
try:
    with C(): pass
except Exception as error: print(type(error).__name__)
"""

PROBES["for-temporary-lifetime"] = """
class C:
    def __init__(self, name): self.name = name
    def __del__(self): print('del', self.name, end=' ')
    def __iter__(self): return iter([1])
def f():
    for _ in C('a'): print('body', end=' ')
    C('b')
    print('end', end=' ')
f()
print()
"""

PROBES["discarded-constant"] = """
def f():
    1; 'a'; ...; None; (1, 2); -1
    return f.__code__.co_consts
import dis
print(sum(i.opname == 'POP_TOP' for i in dis.get_instructions(f)))
"""

PROBES["discarded-name"] = """
try:
    undefined
    print('nothing')
except NameError: print('NameError')
"""

PROBES["del-local-order"] = """
class C:
    def __init__(self, name): self.name = name
    def __del__(self): print(self.name, end=' ')
def f():
    a = C('a'); b = C('b')
    a, b = b, a
f()
print()
"""

PROBES["swap-of-equal-targets"] = """
def f():
    a, a, b = 1, 2, 3
    c, b, c = 4, 5, 6
    return a, b, c
print(f())
"""

PROBES["trailing-dot-suffix"] = """
import pathlib
print(repr(pathlib.PurePath('a.').suffix))
"""

PROBES["leading-dots-suffix"] = """
import pathlib
print(repr(pathlib.PurePath('..a').suffix))
"""

PROBES["symlink-loop-resolve"] = """
import os, pathlib, tempfile
folder = tempfile.mkdtemp()
os.chdir(folder)
os.symlink('loop', 'loop')
try: print(pathlib.Path('loop').resolve().name)
except RuntimeError as error: print(type(error).__name__)
os.remove('loop')
os.rmdir(folder)
"""

PROBES["null-path-realpath"] = r"""
import os
try: print(repr(os.path.realpath('a\0b')))
except ValueError as error: print(type(error).__name__)
"""

PROBES["current-directory-is-mount"] = """
import os, pathlib, tempfile
folder = tempfile.mkdtemp()
os.chdir(folder)
print(pathlib.Path('.').is_mount())
os.rmdir(folder)
"""

PROBES["long-path-glob"] = """
import pathlib
try: print(list(pathlib.Path('x' * 300).glob('*')))
except OSError as error: print(type(error).__name__)
"""

PROBES["empty-path-samefile"] = """
import pathlib
try: print(pathlib.Path('.').samefile(''))
except OSError as error: print(type(error).__name__)
"""


def answer(python, program):
    done = subprocess.run([python, "-S", "-W", "ignore", "-c", program], capture_output=True, text=True, timeout=20, cwd="/")
    lines = (done.stdout if not done.returncode else done.stderr).strip().splitlines() or [""]
    return lines[-1]


def version(python):
    program = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([python, "-c", program], capture_output=True, text=True).stdout.strip()


def main():
    pythons = [(version(it), it) for it in sys.argv[1:]]
    out = []
    for name, program in PROBES.items():
        out.append(f"### {name}")
        out += [f"{number}: {answer(python, program)}" for number, python in pythons]
    path = pathlib.Path(__file__).with_name("versions.txt")
    path.write_text("\n".join(out) + "\n")


main()

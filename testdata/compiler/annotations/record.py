"""Records the text that CPython 3.14 keeps of annotations: `python3.14 testdata/compiler/annotations/record.py`.

`written.txt` has expressions, one a line, each followed by a line with a tab and what `__annotations__` says of it
under `from __future__ import annotations`. `nested.txt` has the same of each kind of expression in each place of each
other kind, made here. Expressions that may not stand in an annotation get the body of a lambda for a place; what
CPython rejects even there is left out.
"""
import sys
import warnings
from pathlib import Path

HERE = Path(__file__).parent

# One of each kind, by how tightly they bind.
KINDS = [
    "(n := a)", "(yield)", "(yield a)", "(yield from a)", "a, b", "*a, b", "()", "a,", "lambda: a", "lambda a, /, b=1: a",
    "lambda *a, b, **c: a", "lambda *, a: a", "lambda **k: a", "a if b else c", "a or b", "a and b", "not a", "a < b",
    "a not in b is c", "a | b", "a ^ b", "a & b", "a << b", "a + b", "a * b", "a @ b", "-a", "~a", "a ** b", "await a",
    "a.b", "a[b]", "a[b:c]", "a[b, c]", "a[*b]", "a[()]", "a(b)", "a(*b, c=d, **e)", "a(b for c in d)", "a", "1", "1.5",
    "1e400", "1j", "1e400j", "'a'", "u'a'", "'\\''", "b'a'", "None", "...", "True", "[]", "[a, *b]", "{}", "{a: b, **c}",
    "{a, *b}", "[a for b in c if d]", "{a for b in c}", "{a: b for c in d}", "(a for b, in c)", "(a async for b in c)",
    "f'a{b!r:>{c}}'", "f\"{a['b']}\"", "t'a{b!r:>{c}}'",
]

# One of each place. Where the grammar wants parentheses and there are none, the second form has them.
PLACES = [
    "{}", "[{}]", "({}, z)", "({},)", "[*{}]", "{{{}}}", "{{{}: z}}", "{{z: {}}}", "{{**{}}}", "z[{}]", "z[{}, z]",
    "z[{}:z]", "z[z:z:{}]", "z[*{}]", "{}[z]", "{}.z", "{}(z)", "z({})", "z({}, z)", "z(k={})", "z(*{})", "z(**{})",
    "not {}", "-{}", "{} ** z", "z ** {}", "{} * z", "z * {}", "{} - z", "z - {}", "{} << z", "{} & z", "z | {}",
    "{} < z", "z < {} < z", "{} and z", "z and {}", "{} or z", "z or {} or z", "{} if z else z", "z if {} else z",
    "z if z else {}", "lambda: {}", "lambda z={}: z", "lambda *, z={}: z", "[{} for z in z]", "[z for z in {}]",
    "[z for z in z if {}]", "{{{}: z for z in z}}", "{{z: {} for z in z}}", "(z := {})", "(yield {})", "(yield from {})",
    "(await {} for z in z)", "f'{{{}}}'", "f'{{{}!r:z}}'", "f'z{{z:{{{}}}}}z'", "t'{{{}}}'", "t'{{z:{{{}}}}}'",
]


def text(expression):
    """What CPython keeps of it, or nothing."""
    namespace = {}
    try:
        exec(f"from __future__ import annotations\ndef f(x: {expression}): pass", namespace)
    except SyntaxError:
        return None
    return namespace["f"].__annotations__["x"]


def nested():
    for place in PLACES:
        for kind in KINDS:
            forms = [place.format(kind), place.format(f"({kind})")]
            for form in [*forms, *(f"lambda: {it}" for it in forms)]:
                if text(form) is not None:
                    yield form
                    break


def record(name, expressions):
    known = {it: text(it) for it in expressions}
    lines = [f"{it}\n\t{known[it]}\n" for it in known if known[it] is not None]
    (HERE / name).write_text("".join(lines), encoding="utf-8")


def main():
    assert sys.version_info[:2] == (3, 14), "the oracle is CPython 3.14"
    warnings.simplefilter("ignore")
    written = (HERE / "written.txt").read_text(encoding="utf-8").splitlines()
    record("written.txt", [it for it in written if not it.startswith("\t")])
    record("nested.txt", nested())


main()

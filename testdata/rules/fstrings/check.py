#!/usr/bin/env python3
"""Holds what the natives of the set `fstrings` make of templates against CPython.

    check.py generate          writes new cases to equivalence.txt, with a fixed seed
    UPDATE_EXPECT=1 cargo test --test suite fstrings      adds what becomes of them
    check.py                   runs both forms under every CPython named below, and writes checked.txt

Each case is an expression over names that stand for families of values: before and after must give equal values of the
same type, or raise the same type of exception, and call the recorded functions in the same order, for all values that
fulfil what the native claims. checked.txt holds the number of the file that was checked, so a test needs no Python.
"""
import json, os, random, re, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "equivalence.txt")
CHECKED = os.path.join(HERE, "checked.txt")
PYENV = os.path.expanduser("~/.pyenv/versions/%s/bin/python")
PYTHONS = [PYENV % it for it in ("3.8.18", "3.12.1")]
PYTHONS.append(os.path.expanduser("~/.cache/reskin-python/3.14/root/usr/bin/python3.14"))

# Operands by what is known of them. `x` and `y` are anything.
TYPED = ['"".join(s)', "int(i)", "len(s)", "bool(i)", "float(f)", "list(s)", "x", "str(x)", "x"]
NUMBERS = {"x", "y", "g()", "h()", "o.a", "d['k']", "(z := x)", "z := x", "d['a']", "d['b']", "d['c']"}
NUMBERS |= {it.replace("d", "o.m", 1) for it in NUMBERS if it.startswith("d[")}
FLAGS = ["", "-", "0", "+", " ", "#", "-0", "+0", "#0", " 0", "-+", "-#", "-+ #0"]


def generate():
    rng = random.Random(3)
    out = []
    for conversion in "diuoxXeEfFgGcrsa":
        for flags in FLAGS:
            for width in ("", "8"):
                for precision in ("", ".", ".3"):
                    operand = rng.choice(TYPED)
                    out.append("'<%%%s%s%s%s>' %% (%s,)" % (flags, width, precision, conversion, operand))
    operands = ["x", "y", "g()", "h()", "1", "'it'", "o.a", "d['k']", "int(i)", '"".join(s)', "(z := x)", "[x, y]"]
    specs = ["%s", "%r", "%a", "%d", "%5s", "%-5s", "%.2f", "%%", "{", "}", "%x", "\\n", "\\x7b", "é"]
    for _ in range(400):
        parts = [rng.choice(specs) for _ in range(rng.randint(1, 4))]
        n = sum(it.startswith("%") and it != "%%" for it in parts)
        quote = rng.choice(["'", '"', "'''", 'r"'])
        right = ", ".join(rng.choice(operands) for _ in range(n))
        text = " ".join(parts)
        if n == 1 and rng.random() < 0.4:
            out.append("%s%s%s %% %s" % (quote, text, quote[-1] * (3 if len(quote) == 3 else 1), right.replace("z := x", "x")))
        else:
            out.append("%s%s%s %% (%s)" % (quote, text, quote.lstrip("r"), right + "," if n else ""))
    for _ in range(200):
        keys = [rng.choice("abc") for _ in range(rng.randint(1, 3))]
        text = " ".join("%%(%s)%s" % (it, rng.choice(["s", "r", "5s", "d"])) for it in keys)
        shown = ", ".join("'%s': %s" % (it, rng.choice(operands)) for it in rng.sample("abc", rng.randint(1, 3)))
        out.append('"%s" %% %s' % (text, rng.choice(["{%s}" % shown, "{%s}" % shown, "d", "o.m", "dict(a=x, b=g())"])))
    fields = ["{}", "{!r}", "{:>6}", "{!s:>6}", "{0}", "{1}", "{0!r:.3}", "{a}", "{a.real}", "{0[k]}", "{0[0]}", "{:{}}",
              "{{", "}}", "{0.a}", "{:d}", "{:.2f}", "{0:{1}}", "{:'>6}", "{:=+6}", "{b!a}"]
    for _ in range(500):
        text = " ".join(rng.choice(fields) for _ in range(rng.randint(1, 3)))
        args = [rng.choice(operands) for _ in range(rng.randint(0, 3))]
        args += ["%s=%s" % (it, rng.choice(operands)) for it in rng.sample("ab", rng.randint(0, 2))]
        out.append('"%s".format(%s)' % (text, ", ".join(args)))
    with open(CASES, "w") as file:
        file.write("".join("### %d\nr = %s\n" % it for it in enumerate(dict.fromkeys(out))))


def number(text):
    """FNV-1a of 64 bits."""
    it = 0xCBF29CE484222325
    for byte in text.encode():
        it = (it ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return "%016x" % it


def cases():
    """Pairs of expressions with the ids of the claims and the oldest target."""
    before, out = None, []
    for section in open(CASES).read().split("### ")[1:]:
        name, body = section.split("\n", 1)
        if not name.startswith("for 3."):
            before = body.strip()
            continue
        if body.startswith("refused"):
            continue
        code = [it for it in body.strip().split("\n") if not it.startswith("# ")]
        assumed = [it[len("# assumed "):] for it in body.split("\n") if it.startswith("# assumed")]
        claims = [it.split(":")[0] for it in assumed]
        numbers = {it.split("`")[1] for it in assumed if it.split(":")[0] in ("integer-operand", "float-operand")}
        # Of other operands a claim to be a number never holds.
        if not numbers <= NUMBERS:
            continue
        out.append((before, "\n".join(code), claims, int(name.split()[1].split(".")[1])))
    return out


def values():
    """Families of values: makers, so that every run has fresh ones."""
    import datetime, decimal, enum, fractions

    class Str(str):
        def __str__(self): return self

    class Text(str):
        def __format__(self, spec): return "format"

    class Gives:
        def __str__(self): return Text("text")
        __repr__ = __str__

    class Both:
        def __str__(self): return "str"
        def __format__(self, spec): return "format %s" % spec

    class Raises:
        def __str__(self): raise KeyError("str")
        def __format__(self, spec): raise LookupError("format")

    class Int(int):
        def __str__(self): return "int"
        def __format__(self, spec): return "format"

    class Index:
        def __index__(self): return 65
        def __int__(self): return 66
        def __float__(self): return 1.5

    class Color(enum.Enum):
        RED = 1

    class Number(enum.IntEnum):
        ONE = 1

    class Word(str, enum.Enum):
        WORD = "w"

    class Pair(tuple):
        pass

    class Logs:
        def __init__(self): self.log = LOG
        def __str__(self): LOG.append("str"); return "logs"
        def __repr__(self): LOG.append("repr"); return "logs"
        def __format__(self, spec): LOG.append("format"); return "logs"

    class Missing(dict):
        def __missing__(self, key): LOG.append(key); return key

    class Item:
        def __class_getitem__(cls, key): return key

    return {
        "str": lambda: "ab", "empty": lambda: "", "long": lambda: "abcdefghijk", "surrogate": lambda: "\ud800",
        "int": lambda: 7, "negative": lambda: -255, "big": lambda: 10 ** 30, "bool": lambda: True, "float": lambda: 1.5,
        "inf": lambda: float("-inf"), "nan": lambda: float("nan"), "none": lambda: None, "bytes": lambda: b"a",
        "tuple": lambda: (1,), "tuple0": lambda: (), "tuple2": lambda: (1, "a"), "pair": lambda: Pair([1]),
        "list": lambda: [1, "a"], "dict": lambda: {"k": 1, "a": 2, "b": 3, "c": 4, 0: 5}, "set": lambda: {1},
        "complex": lambda: 1 + 2j, "decimal": lambda: decimal.Decimal("1.10"), "fraction": lambda: fractions.Fraction(1, 3),
        "date": lambda: datetime.date(2020, 1, 2), "Str": lambda: Str("q"), "Text": lambda: Text("q"), "Gives": Gives,
        "Both": Both, "Raises": Raises, "Int": lambda: Int(5), "Index": Index, "Color": lambda: Color.RED,
        "Number": lambda: Number.ONE, "Word": lambda: Word.WORD, "Logs": Logs, "Missing": Missing, "class": lambda: Item,
        "range": lambda: range(3), "huge": lambda: 10 ** 5000,
    }


LOG = []
EFFECTS = {"Logs", "Raises", "Missing", "huge"}
# A claim, and the families of which it does not hold.
EXCLUDED = {
    "not-a-tuple": {"tuple", "tuple0", "tuple2", "pair"},
    "str-gives-str": {"Text", "Gives", "Word", "Str"},
    "integer-operand": None, "float-operand": None, "mapping-operand": None,
    "formatting-has-no-effects": EFFECTS | {"list", "dict"},
    "attributes-have-no-effects": set(),
    "format-is-str": {"Both", "Int", "Raises", "Color", "Number", "Word", "Text", "Gives", "Logs"},
}
ONLY = {
    "integer-operand": {"int", "negative", "big", "bool", "huge"},
    "float-operand": {"int", "negative", "big", "bool", "float", "inf", "nan", "huge"},
    "mapping-operand": {"dict"},
}


MAKERS = values()


class Object:
    pass


def outcome(code, is_number, family, other, ints, strings, floats):
    del LOG[:]
    makers = MAKERS
    o = Object()
    o.a, o.m = makers[other](), makers["dict"]()
    names = {
        "x": makers[family](), "y": makers[other](), "o": o, "d": makers["dict"](), "i": ints, "s": strings, "f": floats,
        "g": lambda: LOG.append("g") or "from g", "h": lambda: LOG.append("h") or 8,
    }
    if is_number:
        names["g"] = lambda: LOG.append("g") or 7
    names["d"].update(k=names["x"])
    try:
        exec(code, names)
        result = names["r"]
        # Default representations show where an object is.
        return type(result).__name__, re.sub("0x[0-9a-f]{8,}", "ADDRESS", str.__str__(result)), list(LOG)
    except Exception as error:
        return "raises", type(error).__name__, list(LOG)


def run(pairs):
    import warnings
    warnings.simplefilter("ignore")
    minor = sys.version_info[1]
    families = list(MAKERS)
    n_runs, wrong = 0, []
    for before, after, claims, target in pairs:
        if minor < target:
            continue
        codes = compile(before, "before", "exec"), compile(after, "after", "exec")
        allowed = set(families)
        for claim in claims:
            allowed -= EXCLUDED[claim] or set()
            allowed &= ONLY.get(claim, allowed)
        is_number = "integer-operand" in claims or "float-operand" in claims
        ordered = [it for it in families if it in allowed]
        for idx, family in enumerate(ordered):
            other = ordered[(idx * 7 + 3) % len(ordered)]
            ints = [0, 7, -255, 65, 10 ** 20, 10 ** 400, 0x110000][idx % 7]
            strings = ["", "a", "abcdefghijk", "é'"][idx % 4]
            floats = [0.0, -1.5, 1e100, float("inf"), float("nan"), 12345.678][idx % 6]
            n_runs += 1
            results = [outcome(code, is_number, family, other, ints, strings, floats) for code in codes]
            if results[0] != results[1]:
                wrong.append([before, after, claims, family, other, ints, results])
                break
    return n_runs, wrong


def main():
    if sys.argv[1:] == ["generate"]:
        return generate()
    if sys.argv[1:] == ["run"]:
        return print(json.dumps(run(json.load(sys.stdin))))
    text = open(CASES).read()
    lines = ["equivalence.txt %s\n" % number(text)]
    failed = 0
    for python in PYTHONS:
        made = subprocess.run([python, __file__, "run"], input=json.dumps(cases()), capture_output=True, text=True)
        if made.returncode:
            sys.exit(made.stderr)
        n_runs, wrong = json.loads(made.stdout)
        version = subprocess.run([python, "-V"], capture_output=True, text=True).stdout.strip()
        lines.append("%s: %d runs, %d pairs of forms differ\n" % (version, n_runs, len(wrong)))
        print(lines[-1], end="")
        for it in wrong[:12]:
            print("   ", *[str(part)[:150] for part in it], sep="\n      ")
        failed += len(wrong)
    if not failed:
        open(CHECKED, "w").write("".join(lines))
    sys.exit(bool(failed))


main()

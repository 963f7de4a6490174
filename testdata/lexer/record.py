"""Records what CPython 3.14 says of the snippets below: `python3.14 testdata/lexer/record.py`.

errors.txt    what `compile()` makes of a snippet: `ok`, or the exception that the tokenizer raises with its place;
              snippets that the parser rejects are left out
tokens.txt    what `python -m tokenize -e` prints of it

A snippet is written as a Python string literal on one line.
"""
import io
import random
import re
import tokenize
import warnings
from pathlib import Path

HERE = Path(__file__).parent
TOKENIZER = re.compile(
    r"invalid (\w+ literal|digit|character|non-printable)|leading zeros|unterminated|prefixes are|null bytes"
    r"|[ft]-string: (unmatched|expecting '}'$|newlines|single|expressions nested)|unmatched|closing parenthesis"
    r"|unexpected (character after|EOF)|too many (nested|levels)|inconsistent use|unindent does not|never closed"
)

NUMBERS = """0 00 0_0 0777 0_7 08 09.5 00.5e3 0_ 0__0 1_ 1__0 1_000 1_000j 1e5 1e+5 1e 1e+ 1e_5 1_e5 1.e5 1. 1._5 1.5_ .5 .5e-1j
0x 0x_ 0xg 0x1g 0xFF_ 0x_FF 0XfF 0o 0o8 0o18 0o1_8 0o17 0O7 0o_7 0b 0b2 0b12 0b102 0b1_ 0B1 0b_1 0o9 0xfL 10L 10l 0777L 1j 1jx
1J 1if 1abc 1and 1or 1not 1else 1for 0x1for 0b1and 0o1or 1in 1is 1isx 1_000if 1.5if 1e5else 1elsex 1orx 1ex 1é 1_é 0é 1.é
1€ 0xg€ 0x1€ 1. .1 1..2 1.0.0 1.__class__ 1.real 0e0 0j 0_1.5 00_1 0_0_1 01e5 01j 099 0x_1_2 1l 1L2 ..5 ...5""".split()

STRINGS = ["''", '"', "'", "'''", '"""', "'a", "'a\\", "'a\\'", "'a\\\n", "'a\\\nb'", "x = 'a\ny = 1", '"""a\nb', '"""a\n\n\n', "'''a'''b'''",
    "''''", "'''''", "''''''", "'''a\\'''", "b'a", "rb'''", "r'\\'", "r'\\''", "u''", "b''", "rb''", "bR''", "ub''", "bu''", "ur''", "ru''", "urb''",
    "fb''", "bf''", "fu''", "tf''", "ft''", "tb''", "ut''", "trf''", "uft''", "bb''", "rr''", "ff''", "brr''", "x''", "fx''", "fr''", "Rf''", "tr''", "rT''",
    "'é", "é = 'é", "é = 'a\\'", "x = 'a\\'b\ny", "'\\\r\n'", "'a\r\n'", '"""a\r\nb\r\n', "é = ub''"]

FORMATTED = ['f""', 'f"', 'f"a', 'f"a\n', "f'''", "f'''a\n\n", 'f"{', 'f"{a', 'f"{a\n', 'f"{a}', 'f"{a}\n', 'f"}"', 'f"a}"', 'f"{{}"', 'f"{a}}"', 'f"{a}}}"', 'f"{{{a}}}"',
    'f"{a!r}"', 'f"{a!r:x}"', 'f"{a=}"', 'f"{a = !r:>5}"', 'f"{a:x\n}"', 'f"{a:x', 'f"{é:x\r\n}"', 'f"{a:{b}\n}"', 'f"{a:{b}x"', 'f"""{a:x\n}"""', 'f"""{a:{b}\n}"""', 'f"{a:{b:{c}}}"',
    'f"{a:{b:{c:{d}}}}"', 'é f"{a:{b:{c:{d}}}}"', 'f"{a:{b:{c:é{d}}}}"', 'f"{a:{{b}}}"', 'f"{a:}}"', 'f"{a:}}}"', 'f"{a:{b}}}"', 'f"{a:{b}}}}"', 'f"{(}"', 'f"{)}"', 'f"{a)}"', 'f"{a]}"', 'f"{a\n]}"',
    'f"{(]}"', '(f"{a)})"', 'f"{[}"', 'f"{a["b"]}"', "f'{a['b']}'", 'f"{a "', 'f"{a \'"', "f'{\"'", "f'{'''", 'f"{"""', "f'{\"\"\"'", 'f"{f"{f"{1}"}"}"', 'f"\\N{DASH}"', 'f"\\N{a', 'f"\\N{', 'f"\\N{a}{b}"',
    'rf"\\N{a}"', 'f"\\{a}"', 'f"\\}}"', 'f"\\{{"', 'rf"\\{a}"', 'f"\\"', "f'\\'", 'f"a\\\nb"', 'f"a\\\r\nb{c}"', 'f"{a # c\n}"', 'f"{a # c"', 'f"{a!=b}"', 'f"{a==b}"', 'f"{a:=5}"', 'f"{(a:=5)}"',
    'f"{a::b}"', 'f"{a[1:2]:x}"', 'f"{ {1:2}[1] }"', 'f"{{1:2}[1]}"', 'f"{a:\\n}"', 'f"{a:\\N{DASH}}"', 'f"{a->b}"', 't"{a}"', 't"', 't"""', 't"}"', 't"{a:x\n}"', 't"{a]}"', 't"{a "', 'f"é}"', 'f"{é]}"',
    'f"{a}" f"{b', 'f"{0x}"', 'f"{1_}"', 'f"{a:{0_}}"', 'f"{$}"', 'f"{a\\}"', 'f"{a\\\n}"', 'f"{\x01}"', 'f"{a:x"', 'f"{a:x"\n)', 'f"{a}}}}{b}"', "f'''{a\n}'''", "f'''{\na\n:\nx}'''", 'f"a{{b}}{c!s:{d}e}f"',
    'f"{lambda x: 1}"', 'f"{(lambda x: 1)}"', 'f"{*a}"', 'f"{a,}"', 'f"{yield}"', 'f"{a if b else c}"']

LAYOUT = ["", "\n", " ", "\t\n", "x", "x\n\n", "  x", "x\n  y", "if x:\n  y\n z", "if x:\n  y\n z\n", "if x:\n\ty\n        z", "if x:\n        y\n\tz", "if x:\n\té\n        é", "if x:\n  y\n\tz", "if x:\n  é\n é",
    "if x:\n  y\n # c\n  z", "if x:\n  y\n\n\nz", "if x:\n  if y:\n    z\n  w", "if x:\n  if y:\n    z\n   w", "if x:\n  y\n  # c", "if x:\n  y\n# c\n", "\x0c  x", "  \x0cx", "if x:\n \x0c  y\n  z", "if x:\n  y\n \x0cz", "x \\\n y", "x\\", "x\\\n",
    "\\", "\\\n", "\\\nx", "  \\\n x", "if x:\n  \\\n   y\n  z", "if x:\n\\\n   y\n   z", "x \\ y", "x\n  \\ y", "é\\ y", "é\\", "(\\", "(\n\\ x", "\\x", "x\ny \\", "x\r\ny\r\n", "x\ry", "if x:\r\n  y\r\n z\r\n", "x # c", "# c", "# é\nx",
    "x;", "x\n\n  # c\n", "if x:\n" + "".join(" " * n + "if x:\n" for n in range(1, 102)), "x\0", "x\ny\0z", "'\0'", "# \0", "f'\0'", "#\0\n'"]

BRACKETS = ["(", ")", "(]", "[}", "{)", "()", "(\n", "(\n]", "(\n\n[x,\n)", "é(", "é = [é", "é\n  )", "x = (1,\ny = 2", "(" * 200 + ")" * 200, "(" * 201, "(\n" * 201, "(" * 100 + "[" * 101, "}", "x}", "f(}", "f(x))", "[(])", "(a, [b, c)", "({[", "({[\n", "(# c", "(# c\n)",
    "f(\n  x\n# c\n", "f(def", "x = {\n'a': [\n}", "f" "(" + "f'{'" * 2, "(" + 'f"{a}"', "f'{" * 3 + "}'" * 3, "f'" + "{(" * 2]

CHARACTERS = ["$", "?", "!", "`", "a $ b", "\u00a0", "x = 1\u00a0+ 1", "\u200b", "x\u200b", "a\u20ac", "\u20ac", "\u201cx\u201d", "é\u201cx\u201d", "x\u201d", "\ufeff", "\x01", "é \x7f", "a\x01b", "π = 1", "ªx", "x²", "²x", "x·", "·x", "ℼ", "℘", "℮",
    "゛", "x゛", "ﾞ", "\U0001d4d0", "\U0001f600", "x\U0001f600", "\u2028", "x\u2028y", "\u0e33", "x\u0e33", "\u037a", "x\u037a", "_é", "é1", "1é", "\u0301", "x\u0301", "\u20dd", "a<>b", "a<>=b", "a->b", "a:=b", "a!=b", "a! =b", "a...b", "a..b", "a....b", "a@=b", "a**=b", "a//=b", "a>>=b", "a<<=b", "a**b**c", "a~b", "a=:b", "a::b", "\ud7ff", "\ue000", "\U000e0001", "\u0378"]

ALL = NUMBERS + STRINGS + FORMATTED + LAYOUT + BRACKETS + CHARACTERS
FRAGMENTS = [*"fFrtubxéj01_e.:;!=,(){}[]'\"\\#@$ \n", '"""', "'''", 'f"', "f'", "0x", "0b", "{{", "}}", "!r", "\\\n", "\n  ", "\n\t", "if x:\n", "\\N{", "\r\n", "if", "and", "\u00a0", "{x:"]


def mutants(count, rng):
    for _ in range(count):
        text = list(rng.choice(ALL) + rng.choice(["", "\n", " "]) + rng.choice(ALL))
        for _ in range(rng.randint(1, 3)):
            at = rng.randrange(len(text) + 1)
            text[at:at + rng.choice([0, 0, 1, 2])] = rng.choice(FRAGMENTS)
        if len(text) < 80:
            yield "".join(text)


def error(source):
    try:
        compile(source, "<s>", "exec", dont_inherit=True)
    except SyntaxError as err:
        if not TOKENIZER.search(err.msg):
            return None
        return f"{type(err).__name__} {err.lineno}:{err.offset}-{err.end_lineno}:{err.end_offset} {err.msg}"
    except ValueError:  # an error within CPython while it words the error
        return None
    return "ok"


def tokens(source):
    out = io.StringIO()
    try:
        for token in tokenize.tokenize(io.BytesIO(source.encode()).readline):
            place = "%d,%d-%d,%d:" % (token.start + token.end)
            print("%-20s%-15s%-15r" % (place, tokenize.tok_name[token.exact_type], token.string), file=out)
    except IndentationError as err:
        return "error: %d:%d %s\n" % (*err.args[1][1:3], err.msg)
    except tokenize.TokenError as err:
        return "error: %d:%d %s\n" % (*err.args[1], err.args[0])
    except SyntaxError as err:
        return f"error: {err}\n"
    return out.getvalue()


def main():
    warnings.simplefilter("ignore")
    rng = random.Random(314)
    with open(HERE / "errors.txt", "w", newline="\n") as file:
        seen = set()
        for source in ALL + list(mutants(1200, rng)):
            report = error(source)
            if report and source not in seen and (source in ALL or report != "ok" and rng.random() < 0.6):
                seen.add(source)
                print(f"{source!a} => {report}", file=file)
    with open(HERE / "tokens.txt", "w", newline="\n") as file:
        for source in ALL:
            # Where lines end at carriage returns alone, the module contradicts itself; a BOM is not text for it.
            if len(source) < 200 and source[:1] != "\ufeff" and "\r" not in source.replace("\r\n", ""):
                print(f">>> {source!a}\n{tokens(source)}", end="", file=file)


main()

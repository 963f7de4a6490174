"""Writes testdata/text/reports.txt: what `traceback` prints for SyntaxErrors with odd places.

    python3.14 testdata/text/record_reports.py > testdata/text/reports.txt

A case: class, place (line, offset, end line, end offset) and source line, escaped, or `-` for none of them.
"""
import itertools
import sys
import traceback

TEXTS = [
    "x = 1\n", "x = 1", "", "\n", "    return x\n", "\treturn\tx\n", "\x0c  x y\n", "  \t x\n", "é = '日本' + \U0001f600\n",
    "x\u3000y\u00a0z\x1cw\n", "x\n\n", "x\ny\n", "   \n",
]
PLACES = [
    (1, 1, 1, 2), (1, 5, 1, 6), (1, 5, 1, 5), (1, 5, 1, 3), (1, 5, 1, 0), (1, 5, 1, -1), (1, 0, 1, 0), (1, 0, 1, 3),
    (1, -1, 1, -1), (1, 3, 2, 1), (1, 6, 1, 7), (1, 7, 1, 8), (1, 40, 1, 50), (1, 2, 1, 50), (1, 1, 1, 1), (0, -1, 0, 0),
    (3, 4, 1, 9),
]
CLASSES = [SyntaxError, IndentationError, TabError]


def escaped(text):
    return "".join(c if 32 <= ord(c) < 127 and c != "\\" else f"\\u{{{ord(c):x}}}" for c in text)


def case(class_, place, text):
    """`place` None is what CPython raises without any."""
    if place is None:
        return f"### {class_.__name__} - -", class_("message")
    line, offset, end_line, end_offset = place
    shown = "-" if text is None else f'"{escaped(text)}"'
    error = class_("message", ("x.py", line, offset, text, end_line, end_offset))
    return f"### {class_.__name__} {line},{offset},{end_line},{end_offset} {shown}", error


print(f"Made by testdata/text/record_reports.py under CPython {sys.version.split()[0]}; do not edit.")
cases = [(class_, None, None) for class_ in CLASSES]
cases += [(class_, (1, 1, 1, 2), "x\n") for class_ in CLASSES]
cases += [(SyntaxError, place, None) for place in PLACES]
cases += [(SyntaxError, place, text) for text, place in itertools.product(TEXTS, PLACES)]
for it in cases:
    head, error = case(*it)
    print(head)
    lines = "".join(traceback.format_exception_only(error)).removesuffix("\n").split("\n")
    print("\n".join("|" + line for line in lines))

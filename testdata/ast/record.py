"""Records what CPython 3.14 says of the cases beside this file: `python3.14 testdata/ast/record.py`.

A case is `### NAME`, its source, and what is recorded: `### dump` (a line for each statement, with positions),
`### unparse`, `### warnings` (line and message) or, for what is rejected, `### error`. The cases of
`type_comments.txt` are parsed with type comments; those of `optimize.txt` have the trees of `-O` and `-OO`,
`### optimized` and `### optimized twice`, alone.
"""
import ast
import sys
import warnings
from pathlib import Path


SECTIONS = ("dump", "unparse", "warnings", "error", "optimized", "optimized twice")


def cases(text):
    name, section, sections = None, None, {}
    for line in text.splitlines(keepends=True):
        if line.startswith("### "):
            word = line[4:].strip()
            if word in SECTIONS:
                section = None
            else:
                name = section = word
                sections[name] = ""
        elif section is not None:
            sections[name] += line
    return {name: source.rstrip("\n") + "\n" for name, source in sections.items()}


def record(source, type_comments):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            tree = ast.parse(source, type_comments=type_comments)
        except SyntaxError as error:
            return f"### error\n{error.msg}\n"
    out = "### dump\n"
    for node in tree.body + tree.type_ignores:
        out += ast.dump(node, include_attributes=True) + "\n"
    out += f"### unparse\n{ast.unparse(tree)}\n"
    # The parser's own, not those of passes behind it.
    own = [w for w in caught if "escape sequence" in str(w.message)]
    if own:
        out += "### warnings\n" + "".join(f"{w.lineno}: {w.message}\n" for w in own)
    return out


def record_optimized(source):
    out = ""
    for level, section in (1, "optimized"), (2, "optimized twice"):
        tree = ast.parse(source, optimize=level)
        out += f"### {section}\n" + "".join(ast.dump(node, include_attributes=True) + "\n" for node in tree.body)
    return out


def main():
    assert sys.version_info[:2] == (3, 14), "the oracle is CPython 3.14"
    for path in sorted(Path(__file__).parent.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        out = []
        for name, source in cases(text).items():
            said = record_optimized(source) if path.stem == "optimize" else record(source, path.stem == "type_comments")
            out.append(f"### {name}\n{source}{said}")
        path.write_text("\n".join(out), encoding="utf-8")


main()

"""Records what CPython 3.14 prints of the cases beside this file: `python3.14 testdata/report/record.py`.

A case is `### NAME`, its source and `### report` with what is printed for a file `case.py`, or `accepted`. A name that
ends in `(open)` is that of a source without its last line break. The name of the file says how it is parsed: `eval`,
`single` and `func_type` are modes, `type_comments` asks for those, `version_3_N` for an older grammar.
"""
import ast
import sys
import traceback
import warnings
from pathlib import Path


def cases(text):
    name, kept = None, {}
    for line in text.splitlines(keepends=True):
        if line == "### report\n":
            name = None
        elif line.startswith("### "):
            name = line[4:].strip()
            kept[name] = ""
        elif name is not None:
            kept[name] += line
    return kept


def report(stem, name, source):
    if name.endswith("(open)"):
        source = source.removesuffix("\n")
    mode = stem if stem in ("eval", "single", "func_type") else "exec"
    minor = int(stem.removeprefix("version_3_")) if stem.startswith("version_3_") else None
    try:
        ast.parse(
            source.encode(), "case.py", mode, type_comments=stem == "type_comments", feature_version=minor and (3, minor)
        )
    except (SyntaxError, UnicodeDecodeError, MemoryError) as error:
        return "".join(traceback.format_exception_only(error))
    return "accepted\n"


def main():
    assert sys.version_info[:2] == (3, 14), "the oracle is CPython 3.14"
    warnings.simplefilter("ignore")
    for path in sorted(Path(__file__).parent.glob("*.txt")):
        kept = cases(path.read_text(encoding="utf-8"))
        parts = [f"### {name}\n{source}### report\n{report(path.stem, name, source)}" for name, source in kept.items()]
        path.write_text("".join(parts), encoding="utf-8")


main()

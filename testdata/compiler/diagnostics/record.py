"""Records what CPython 3.14 says of the programs in the text files beside it: the error that compiling them raises, with
its place, or their SyntaxWarnings. Run as `python3.14 testdata/compiler/diagnostics/record.py`."""

import pathlib
import sys
import warnings


def report(source):
    lines = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "case.py", "exec", dont_inherit=True)
        except SyntaxError as e:
            lines.append(f"error {e.lineno}:{e.offset}-{e.end_lineno}:{e.end_offset} {e.msg}")
    said = [f"warning {it.lineno} {it.message}" for it in caught]
    return "\n".join(said + lines)


assert sys.version_info[:2] == (3, 14)
for path in sorted(pathlib.Path(__file__).parent.glob("*.txt")):
    cases = path.read_text().split("### ")[1:]
    out = []
    for case in cases:
        if case.startswith("says\n"):
            continue
        name, _, source = case.partition("\n")
        out.append(f"### {name}\n{source}### says\n{report(source)}\n")
    path.write_text("".join(out))

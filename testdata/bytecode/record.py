"""Records what CPython 3.14 makes of `cases.txt`: the marshalled code and what `dis` lists.

Run `python3.14 testdata/bytecode/record.py` from the project's folder; it writes `recorded.txt` beside itself. Listings
have the address 0x0 for every code object. The order of items in frozensets is that of this process's hashes; the test
sorts them.
"""

import dis
import io
import marshal
import pathlib
import re
import sys
import textwrap

ADDRESS = re.compile(r"(<code object .*?) at 0x[0-9a-fA-F]+")
LISTINGS = [
    ("dis", {}),
    ("dis -C -O -P -S", {"show_caches": True, "show_offsets": True, "show_positions": True, "adaptive": True}),
]


def listing(code, options):
    out = io.StringIO()
    dis.dis(code, file=out, **options)
    return ADDRESS.sub(r"\1 at 0x0", out.getvalue())


def main():
    assert sys.version_info[:2] == (3, 14)
    folder = pathlib.Path(__file__).parent
    text = (folder / "cases.txt").read_text("utf-8")
    out = []
    for case in re.split(r"^### ", text, flags=re.M)[1:]:
        name, source = case.split("\n", 1)
        code = compile(source, f"{name}.py", "exec", dont_inherit=True)
        out.append(f"### {name}")
        # As in `py_compile`, which has a second holder of the code: that marks it as shared.
        holder = [code]
        out.extend(textwrap.wrap(marshal.dumps(holder[0]).hex(), 110))
        for title, options in LISTINGS:
            out.append(f"### -> {title}")
            out.append(listing(code, options).rstrip("\n"))
    (folder / "recorded.txt").write_text("\n".join(out) + "\n", "utf-8")


if __name__ == "__main__":
    main()

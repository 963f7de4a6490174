"""Records what CPython 3.14 says of the cases in `scopes/`: `python3.14 testdata/semantic/record.py`.

A case is `### NAME`, its source, and what is recorded: `### scopes`, a line for each entry of the symbol table (type,
name, line, whether nested, parameters, and each symbol with its number), or `### error`: line, offset, end line, end
offset and message.
"""
import _symtable
import sys
import warnings
from pathlib import Path

TYPES = ["function", "class", "module", "annotation", "type alias", "type parameters", "type variable"]


def cases(text):
    name, section, sections = None, None, {}
    for line in text.splitlines(keepends=True):
        if line.startswith("### "):
            word = line[4:].strip()
            if word in ("scopes", "error"):
                section = None
            else:
                assert word not in sections, word
                name = section = word
                sections[name] = ""
        elif section is not None:
            sections[name] += line
    return {name: source.rstrip("\n") + "\n" for name, source in sections.items()}


def scope(entry, depth):
    nested = " nested" if entry.nested else ""
    out = f"{' ' * depth}{TYPES[entry.type]} {entry.name} {entry.lineno}{nested} ({' '.join(entry.varnames)})"
    own = [f" {name}={bits}" for name, bits in entry.symbols.items() if bits & 0xfff]
    # Their order is that of a set of strings.
    passed_on = sorted(f" {name}={bits}" for name, bits in entry.symbols.items() if not bits & 0xfff)
    out += "".join(own + passed_on) + "\n"
    return out + "".join(scope(child, depth + 1) for child in entry.children)


def record(source):
    try:
        return "### scopes\n" + scope(_symtable.symtable(source, "<case>", "exec"), 0)
    except SyntaxError as error:
        place = f"{error.lineno} {error.offset} {error.end_lineno} {error.end_offset}"
        return f"### error\n{place} {error.msg}\n"


def main():
    assert sys.version_info[:2] == (3, 14), "the oracle is CPython 3.14"
    warnings.simplefilter("ignore")
    for path in sorted(Path(__file__).parent.glob("scopes/*.txt")):
        text = path.read_text(encoding="utf-8")
        out = [f"### {name}\n{source}{record(source)}" for name, source in cases(text).items()]
        path.write_text("\n".join(out), encoding="utf-8")


main()

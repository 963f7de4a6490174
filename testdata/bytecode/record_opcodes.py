"""Records what CPython 3.14 says of its opcodes, for the test of the opcode table.

Run `python3.14 testdata/bytecode/record_opcodes.py` from the project's folder; it writes `opcodes.txt` beside itself,
a line each: number, name, cache entries, properties, then stack effects for the arguments named in the first line,
and those on a jump where they differ.
"""

import _opcode
import opcode
import pathlib
import sys
from _opcode_metadata import _specializations, _specialized_opmap, opmap

ARGUMENTS = [0, 1, 2, 3, 4, 5, 7, 8, 16, 31, 255, 256, 257, 515, 70000]
PROPERTIES = ["arg", "const", "name", "jump", "free", "local", "exc"]

assert sys.version_info[:2] == (3, 14)
lines = ["# arguments " + " ".join(map(str, ARGUMENTS))]
for name, number in sorted(opmap.items(), key=lambda item: item[1]):
    if name.startswith("INSTRUMENTED_"):
        continue
    has_arg = _opcode.has_arg(number)
    properties = [it for it in PROPERTIES if getattr(_opcode, "has_" + it)(number)]
    arguments = ARGUMENTS if has_arg else [None]
    plain, jump = (
        [_opcode.stack_effect(number, arg, jump=on_jump) for arg in arguments] for on_jump in (False, True)
    )
    text = " ".join(map(str, plain))
    if jump != plain:
        text += " | " + " ".join(map(str, jump))
    caches = opcode._inline_cache_entries.get(name, 0)
    lines.append(f"{number} {name} {caches} {','.join(properties) or '-'} : {text}")
base = {it: name for name, family in _specializations.items() for it in family}
for name, number in sorted(_specialized_opmap.items(), key=lambda item: item[1]):
    lines.append(f"variant {number} {name} {base[name]}")
pathlib.Path(__file__).with_name("opcodes.txt").write_text("\n".join(lines) + "\n")

"""Writes src/text/encoding/charmaps.txt: CPython's single-byte codecs whose lower half is ASCII.

    python3.14 testdata/text/charmaps.py > src/text/encoding/charmaps.txt
"""
import codecs
import encodings
import pkgutil
import sys
from encodings.aliases import aliases

# Decoded by code of our own, or no text encoding at all.
OWN = {"ascii", "latin_1", "utf_8", "utf_8_sig", "idna", "punycode", "raw_unicode_escape", "unicode_escape", "utf_7"}


def table(name):
    """The code points of bytes 80 to ff (None: undefined), or None if this is no such codec."""
    try:
        codec = codecs.lookup(name)
        if not codec._is_text_encoding or bytes(range(128)).decode(name) != "".join(map(chr, range(128))):
            return None
    except (LookupError, UnicodeError):
        return None
    out = []
    for byte in range(128, 256):
        try:
            out.append(ord(bytes([byte]).decode(name)))
        except UnicodeDecodeError as error:
            if error.reason != "character maps to <undefined>":
                return None
            out.append(None)
    return out


def runs(points):
    """Consecutive code points as `lo..hi`, undefined bytes as `-`."""
    idx = 0
    while idx < len(points):
        end = idx + 1
        while points[idx] is not None and end < len(points) and points[end] == points[idx] + end - idx:
            end += 1
        lo = points[idx]
        yield "-" if lo is None else f"{lo:x}" if end == idx + 1 else f"{lo:x}..{points[end - 1]:x}"
        idx = end


print(f"# Made by testdata/text/charmaps.py under CPython {sys.version.split()[0]}; do not edit.")
print("# NAME,ALIAS...: the code points of bytes 80 to ff in hexadecimal; `lo..hi` runs, `-` undefined.")
for name in sorted(module.name for module in pkgutil.iter_modules(encodings.__path__)):
    if name not in OWN and (points := table(name)):
        known_as = [name, *sorted(alias for alias, target in aliases.items() if target == name)]
        print(f"{','.join(known_as)}: {' '.join(runs(points))}")

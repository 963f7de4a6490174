"""Writes testdata/text/multibyte.txt: digests of what CPython's multi-byte codecs decode single characters to.

    python3.14 testdata/text/record_multibyte.py > testdata/text/multibyte.txt

A line a codec: name, number of characters, FNV-1a (64 bits) of the lines `BYTES POINT` in hexadecimal.
"""
import sys

CODECS = "big5 big5hkscs cp932 cp949 cp950 euc_jp euc_kr gb18030 gb2312 gbk shift_jis".split()


def sequences(codec):
    for lead in range(0x80, 0x100):
        yield bytes([lead])
    for lead in range(0x80, 0x100):
        yield from (bytes([lead, trail]) for trail in range(0x100))
    if codec == "euc_jp":
        yield from (bytes([0x8F, row, cell]) for row in range(0x80, 0x100) for cell in range(0x80, 0x100))
    if codec == "gb18030":
        for lead in (0x81, 0x82, 0x84, 0x90, 0xE3):
            for second in range(0x30, 0x3A):
                yield from (bytes([lead, second, c, d]) for c in range(0x81, 0xFF) for d in range(0x30, 0x3A))


print(f"# Made by testdata/text/record_multibyte.py under CPython {sys.version.split()[0]}; do not edit.")
for codec in CODECS:
    count, digest = 0, 0xCBF29CE484222325
    for sequence in sequences(codec):
        try:
            text = sequence.decode(codec)
        except UnicodeDecodeError:
            continue
        if len(text) == 1:
            count += 1
            for byte in f"{sequence.hex()} {ord(text):x}\n".encode():
                digest = (digest ^ byte) * 0x100000001B3 % 2**64
    print(codec, count, f"{digest:016x}")

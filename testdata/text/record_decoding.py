"""Writes testdata/text/decoding.txt: what CPython makes of the bytes of some files.

    python3.14 testdata/text/record_decoding.py > testdata/text/decoding.txt

A case is its bytes, escaped, then either the encoding and the decoded text, escaped, or the report on `x.py`.
"""
import codecs
import io
import re
import sys
import tokenize
import traceback

BOM = codecs.BOM_UTF8
CASES = {
    "empty": b"",
    "ascii": b"x = 1\n",
    "utf_8": "é = 'ü€\U0001f600'\n".encode(),
    "line_breaks": b"a\r\nb\rc\n\x0cd\r\r\n",
    "bom_alone": BOM,
    "bom": BOM + "x = 'é'\n".encode(),
    "bom_and_utf_8": BOM + b"# coding: UTF_8\nx=1\n",
    "bom_and_utf_8_sig": BOM + b"# coding: utf-8-sig\nx=1\n",
    "utf_8_sig_without_bom": b"# coding: utf-8-sig\nx=1\n",
    "utf_8_unix": b"# -*- coding: utf-8-unix -*-\n",
    "latin_1": b"# coding: latin-1\nx='\x80\xa0\xff'\n",
    "latin_1_uppercase_underscore": b"# coding: LATIN_1\nx='\xff'\n",
    "latin_1_dos": b"# coding: iso-8859-1-dos\r\nx='\xff'\r\n",
    "latin_1_long_suffix": b"# coding: iso-latin-1-x\n\xff=1\n",
    "latin_1_by_alias": b"# coding: L1\nx='\xff'\n",
    "vim_modeline": b"# vim: set fileencoding=cp1252 :\nx='\x80\x9f'\n",
    "second_line": b"#!/usr/bin/python\n# coding: latin-1\n\xff=1\n",
    "second_line_after_blank": b"  \t\x0c\n # coding=latin-1\n\xff=1\n",
    "second_line_after_cr": b"#\r# coding: latin-1\n\xff=1\n",
    "second_line_not_ended": b"#\n# coding: latin-1",
    "third_line_is_too_late": b"#\n#\n# coding: latin-1\nx=1\n",
    "after_code_is_no_declaration": b"x=1 # coding: latin-1\n",
    "second_after_code_is_no_declaration": b"x=1\n# coding: latin-1\n",
    "form_feed_before": b"\x0c# coding: latin-1\n\xff=1\n",
    "declaration_in_its_own_encoding": b"# \xe9 coding: latin-1\n",
    "empty_name_then_second_line": b"# coding=\n# coding: latin-1\n\xff=1\n",
    "name_then_dot": b"# coding: latin-1. \n",
    "decoding_contains_coding": b"# decoding: latin-1\n\xff=1\n",
    "space_before_colon": b"# coding : latin-1\nx=1\n",
    "ascii_declared": b"# coding: us-ascii\nx=1\n",
    "cp1252": b"# coding: cp1252\nx='\x80\x93\xe9'\n",
    "windows_1252": b"# coding: windows-1252\nx='\x8c'\n",
    "cp1251": b"# coding: cp1251\nx='\xcf\xf0'\n",
    "koi8_r": b"# coding: KOI8-R\nx='\xf0\xd2'\n",
    "koi8_u": b"# coding: koi8-u\nx='\xae\xbe'\n",
    "iso8859_15": b"# coding: iso-8859-15\nx='\xa4'\n",
    "iso8859_15_as_latin9": b"# coding: latin9\nx='\xa4'\n",
    "mac_roman": b"# coding: mac-roman\nx='\xdb'\n",
    "cp437": b"# coding: 437\nx='\xe0'\n",
    "utf8_alias": "# coding: utf8\nx='é'\n".encode(),
    "cp65001": "# coding: cp65001\nx='é'\n".encode(),
    "euc_jp": "# coding: euc-jp\nx='日本ｱ'\n".encode("euc_jp"),
    "shift_jis": "# coding: shift_jis\nx='日本ｱ能'\n".encode("shift_jis"),
    "gbk": "# coding: gbk\nx='中文'\n".encode("gbk"),
    "gb2312": "# coding: gb2312\nx='中文'\n".encode("gb2312"),
    "gb18030": "# coding: gb18030\nx='中文é\U0001f600'\n".encode("gb18030"),
    "big5": "# coding: big5\nx='中文功'\n".encode("big5"),
    "euc_kr": "# coding: euc-kr\nx='한국'\n".encode("euc_kr"),
    "cp949": "# coding: cp949\nx='한국똠'\n".encode("cp949"),
    "first_byte_bad": b"\xff",
    "bad_on_line_2": b"x = 1\ny = '\xff'\n",
    "bad_after_crlf": b"a = 1\r\nb=\xff\r\n",
    "bad_after_cr": b"a = 1\rb=\xff\r",
    "bad_and_a_syntax_error_before": b"x = = 1\n\xff\n",
    "bad_in_an_indented_line": b"\n   a = '\xff'\n",
    "bad_after_a_tab": b"\t\xff\xff\n",
    "bad_after_a_form_feed": b"\x0c\xff\n",
    "bad_after_wide_characters": "é€\U0001f600".encode() + b"\xff + 1\n",
    "bad_after_a_bom": BOM + b"x=1\n\xff\n",
    "bad_continuation": b"x='\xe2\x82'\n",
    "bad_surrogate": b"x='\xed\xa0\x80'\n",
    "bad_overlong": b"x='\xc0\x80'\n",
    "bad_past_the_end_of_unicode": b"x='\xf5\x80\x80\x80'\n",
    "cut_off": b"x\xc3",
    "half_a_bom": b"\xef\xbb",
    "bad_though_declared_utf_8": b"# coding: utf-8\nx='\xff'\n",
    "bad_in_the_declaration_of_utf_8": b"# coding: utf-8 \xff\nx\n",
    "bad_by_alias_start": b"# coding: utf8\n\xff\n",
    "bad_by_alias_continuation": b"# coding: utf8\n\xc3(\n",
    "bad_by_alias_three_bytes": b"# coding: utf8\nx='\xf0\x9f\x98'\n",
    "bad_by_alias_cut_off": b"# coding: utf8\nx='\xf0\x9f\x98",
    "bad_by_alias_after_crlf": b"# coding: utf8\r\nx=1\r\n\x80\r\n",
    "bad_ascii": b"# coding: ascii\nx='\xff\xfe'\n",
    "bad_ascii_after_crlf": b"# coding: ascii\r\nx='a'\r\ny='\xff'\r\n",
    "bad_ascii_in_the_declaration": b"# coding: ascii \xff\nx\n",
    "bad_cp1252_81": b"# coding: cp1252\nx='\x81'\n",
    "bad_cp1252_8d": b"# coding: cp1252\nx='\x8d'\n",
    "bad_cp1252_8f": b"# coding: cp1252\nx='\x8f'\n",
    "bad_cp1252_90": b"# coding: cp1252\nx='\x90'\n",
    "bad_cp1252_9d": b"# coding: cp1252\nx='\x9d'\n",
    "bad_cp1253": b"# coding: cp1253\nx='\xd2'\n",
    "bad_euc_jp": b"# coding: euc-jp\nx='\xff'\n",
    "bad_big5": b"# coding: big5\nx='\xff'\n",
    "unknown": b"# coding: cp999\n",
    "unknown_on_line_2": b"\n# coding: cp999\nx=1\n",
    "unknown_with_bad_bytes": b"# coding: cp999\n\xff\n",
    "unknown_word": b"# coding= coding: latin-1\n",
    "unknown_dots": b"# coding: ..\nx\n",
    "unknown_dashes": b"# coding: ---\nx\n",
    "unknown_module_of_encodings": b"# coding: aliases\nx\n",
    "unknown_suffix": b"# coding: ascii_foo\nx\n",
    "unknown_label_of_the_web": b"# coding: x-sjis\nx\n",
    "no_text_encoding": b"# coding: rot13\nx=1\n",
    "no_text_encoding_hex": b"# coding: hex\n",
    "undefined_encoding": b"# coding: undefined\n",
    "bom_and_latin_1": BOM + b"# coding: latin-1\nx=1\n",
    "bom_and_latin_1_on_line_2": BOM + b"\n# coding: latin-1\nx=1\n",
    "bom_and_latin_1_crlf": BOM + "  # é coding: latin-1\r\nx=1\r\n".encode(),
    "bom_and_unknown": BOM + b"# coding: cp999\n",
    "bom_and_utf8_alias": BOM + b"# coding: utf8\nx=1",
    "bom_mismatch_and_bad_bytes": BOM + b"# \xe4 coding: latin-1\nx=1\n",
    "null_bytes_and_bad_bytes": b"a=1\n\xff\n\x00",
    "null_bytes_and_unknown_encoding": b"# coding: cp999\n\x00",
    "utf_16_with_bom": "x=1\n".encode("utf-16"),
}


def escaped_bytes(data):
    return "".join(chr(b) if 32 <= b < 127 and b != 92 else f"\\x{b:02x}" for b in data)


def escaped_text(text):
    return "".join(c if 32 <= ord(c) < 127 and c != "\\" else f"\\u{{{ord(c):x}}}" for c in text)


def undecodable(data):
    """The SyntaxError if the bytes do not decode; one of the grammar would come from the text as well."""
    try:
        compile(data, "x.py", "exec")
    except SyntaxError as error:
        ours = "Non-UTF-8|unknown encoding|undefined encoding|encoding problem|codec can't|not a text encoding|null bytes"
        if re.search(ours, error.msg):
            return error
    return None


def decoded(data):
    if data.startswith(BOM):
        return "utf-8", data[3:].decode()
    line_fed = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    encoding, _ = tokenize.detect_encoding(io.BytesIO(line_fed.replace(b"\xe9", b"e")).readline)
    return encoding, data.decode(encoding)


print(f"Made by testdata/text/record_decoding.py under CPython {sys.version.split()[0]}; do not edit.")
for name, data in CASES.items():
    print(f"### {name}\n{escaped_bytes(data)}")
    if error := undecodable(data):
        print("### report\n" + "".join(traceback.format_exception_only(error)), end="")
    else:
        encoding, text = decoded(data)
        print(f"### decoded {encoding}\n{escaped_text(text)}")

"""Records, for each code unit of sources.txt, what CPython 3.14's code generation makes and what its other passes make of that.

    python3.14 record.py > units.jsonl

`_testinternalcapi.compiler_codegen` gives the instruction sequences, but not the constants that they index: those,
and the names of cells, are read from the compiler's own dictionaries when a watcher is told of the code object.
"""

import ast, ctypes, gc, json, os, struct, sys, types
from pathlib import Path

import _testinternalcapi

SEEN = []


def unit_dicts(co):
    """The varnames, cellvars, freevars, fasthidden, consts and names of the innermost unit."""
    young = [it for it in gc.get_objects(generation=0) if type(it) is dict]
    for end in range(len(young), 5, -1):
        found = young[end - 6:end]
        wanted = [co.co_varnames, None, None, None, None, co.co_names]
        strings = all(type(key) is str for it in found[:4] + found[5:] for key in it)
        sizes = [len(it) for it in found[1:3]] == [len(co.co_cellvars), len(co.co_freevars)]
        numbered = list(found[4].values()) == list(range(len(found[4])))
        if strings and sizes and numbered and all(w is None or list(it) == list(w) for it, w in zip(found, wanted)):
            return [dict(it) for it in found]
    raise LookupError(co)


@ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.py_object)
def watcher(event, co):
    if event == 0 and SEEN is not None:
        SEEN.append((co, unit_dicts(co)))
    return 0


def constant_of_key(key):
    if type(key) is not tuple:
        return key
    return key[0] if type(key[0]) in (tuple, frozenset, slice) else key[1]


def double(value):
    return struct.pack(">d", value).hex()


def encoded(value):
    match value:
        case None | bool():
            return value
        case int():
            return {"int": str(value)}
        case float():
            return {"float": double(value)}
        case complex():
            return {"complex": [double(value.real), double(value.imag)]}
        case str():
            return {"str": value.encode("utf-8", "surrogatepass").hex()}
        case bytes():
            return {"bytes": value.hex()}
        case tuple():
            return {"tuple": [encoded(it) for it in value]}
        case frozenset():
            return {"frozenset": [encoded(it) for it in value]}
        case slice():
            return {"slice": [encoded(it) for it in (value.start, value.stop, value.step)]}
        case types.CodeType():
            return {"code": f"{value.co_qualname} {value.co_firstlineno} {value.co_linetable.hex()}"}
    return {"ellipsis": 0}


def nested(sequence):
    for it in sequence.get_nested():
        yield from nested(it)
        yield it


def record(name, co, sequence, cells, frees, hidden, consts):
    print(json.dumps({
        "case": f"{name}: {co.co_qualname}",
        "instructions": [[-1 if x is None else x for x in it] for it in sequence.get_instructions()],
        "given": [encoded(it) for it in consts],
        "cells": list(cells), "frees": list(frees), "hidden": list(hidden),
        "varnames": co.co_varnames, "names": co.co_names, "cellvars": co.co_cellvars, "freevars": co.co_freevars,
        "args": [co.co_argcount, co.co_posonlyargcount, co.co_kwonlyargcount],
        "flags": co.co_flags, "firstlineno": co.co_firstlineno,
        "code": co.co_code.hex(), "consts": [encoded(it) for it in co.co_consts], "stacksize": co.co_stacksize,
        "linetable": co.co_linetable.hex(), "exceptiontable": co.co_exceptiontable.hex(),
    }))


def main():
    cases = (Path(__file__).parent / "sources.txt").read_text().split("### ")[1:]
    sources = dict(case.split("\n", 1) for case in cases)
    loop = "\n".join(f"        if a{i}: b{i} = c.d(a{i})" for i in range(80))
    args = ", ".join(f"a{i}" for i in range(80))
    sources["many_locals"] = f"def f({args}, c):\n    if a1: x = a70\n    print(x, b1, b70)\n    del a70\n    while c:\n{loop}\n"
    sources["many_instructions"] = "def f(c):\n    while c:\n        if c: continue\n" + "        c.d[1].e()\n" * 40
    ctypes.pythonapi.PyCode_AddWatcher(watcher)
    for name, source in sources.items():
        gc.collect()
        gc.disable()
        SEEN.clear()
        tree = ast.parse(source)
        sequence, metadata = _testinternalcapi.compiler_codegen(tree, "case.py", 0, 0)
        units = list(SEEN)
        for (co, dicts), it in zip(units, nested(sequence), strict=True):
            _, cells, frees, hidden, consts, _ = dicts
            record(name, co, it, cells, frees, hidden, map(constant_of_key, consts))
        if name in ("conditions", "comprehensions"):
            record(name, compile(tree, "case.py", "exec"), sequence, (), (), (), metadata["consts"])
    sys.stdout.flush()
    # Interpreter shutdown frees sequences twice in some versions.
    os._exit(0)


main()

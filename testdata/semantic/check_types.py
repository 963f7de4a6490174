#!/usr/bin/env python3.14
"""Runs tests of CPython's library with every claim about a type checked where the expression is evaluated.

    python3.14 testdata/semantic/check_types.py BINARY MODULE TEST_MODULE

BINARY is that of `cargo build --bench types`, asked for the claims about the module and its test. A claim that is
false when the program runs is a bug of the analysis, unless the program breaks what the analysis takes for granted.
"""

import ast
import collections
import importlib
import importlib.machinery
import importlib.util
import subprocess
import sys
import unittest

CLASSES = {}
FALSE = collections.Counter()
CHECKED = collections.Counter()


def class_of(path):
    if path in CLASSES:
        return CLASSES[path]
    if path == "builtins.module":
        found = type(sys)
    else:
        module, _, name = path.rpartition(".")
        try:
            found = getattr(importlib.import_module(module), name)
            # Protocols and special forms of typing say little at run time.
            if not isinstance(found, type) and not path.startswith("typing."):
                found = None
        except (ImportError, AttributeError):
            found = None
        if path.startswith(("_typeshed.", "typing.", "_ctypes.", "unittest.mock.")):
            found = None
    CLASSES[path] = found
    return found


def holds(part, value):
    if part == "class":
        return isinstance(value, type)
    if part == "callable":
        return callable(value)
    if part == "!None":
        return value is not None
    if part.startswith("~"):
        return any(it.__name__ == part[1:].rpartition(".")[2] for it in type(value).__mro__)
    exact = part.startswith("=")
    found = class_of(part.lstrip("="))
    if found is None:
        return True
    return type(value) is found if exact else isinstance(value, found)


def check(file, key, text, truth, claim, value):
    if type(value).__module__ == "unittest.mock":
        # The test reached into the module from outside.
        return value
    CHECKED[file] += 1
    if not any(holds(part, value) for part in claim):
        FALSE[(file, key, text, " | ".join(claim), type(value).__module__ + "." + type(value).__qualname__)] += 1
    elif truth != "Unknown":
        try:
            is_true = bool(value)
        except Exception:
            return value
        if is_true != (truth == "Yes"):
            FALSE[(file, key, text, "truthy " + truth, repr(value)[:40])] += 1
    return value


class Checks(ast.NodeTransformer):
    def __init__(self, file, source, claims):
        self.file, self.claims = file, claims
        self.lines = [0]
        for line in source.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.table = []

    def visit(self, node):
        if isinstance(node, (ast.JoinedStr, ast.TemplateStr)) or isinstance(node, ast.expr) and getattr(
            node, "ctx", None
        ).__class__ in (ast.Store, ast.Del) and isinstance(node, ast.Name):
            return node
        if isinstance(node, ast.pattern):
            return node
        if isinstance(node, ast.arg):
            return node
        place = node
        claim = None
        if isinstance(node, ast.expr) and not isinstance(node, (ast.Starred, ast.Slice)):
            start = self.lines[node.lineno - 1] + node.col_offset
            end = self.lines[node.end_lineno - 1] + node.end_col_offset
            claim = self.claims.get((start, end))
        is_docstring_like = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_docstring_like:
            return node
        text = ast.unparse(node)[:60] if claim else ""
        if isinstance(node, ast.AnnAssign):
            if node.value:
                node.value = self.visit(node.value)
            return node
        if isinstance(node, ast.ImportFrom):
            return node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.body = [self.visit(it) for it in node.body]
            node.args.defaults = [self.visit(it) for it in node.args.defaults]
            return node
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in (
            "super", "locals", "vars", "dir", "eval", "exec",
        ):
            return node
        node = self.generic_visit(node)
        if claim is None:
            return node
        if getattr(node, "ctx", None).__class__ in (ast.Store, ast.Del):
            return node
        truth, parts = claim
        call = ast.Call(
            ast.Name("__check_type__", ast.Load()),
            [ast.Constant(self.file), ast.Constant(place.lineno), ast.Constant(text), ast.Constant(truth),
             ast.Constant(tuple(parts)), node],
            [],
        )
        return ast.copy_location(call, place)


def claims_of(binary, path):
    out = {}
    text = subprocess.run([binary, "--claims", path], capture_output=True, text=True, check=True).stdout
    for line in text.splitlines():
        start, end, truth, *parts = line.split()
        out[int(start), int(end)] = (truth, parts)
    return out


class Loader(importlib.machinery.SourceFileLoader):
    binary = ""
    names = ()

    def get_code(self, name):
        if name not in self.names:
            return super().get_code(name)
        path = self.get_filename(name)
        source = self.get_data(path)
        tree = ast.parse(source)
        checks = Checks(name, source, claims_of(self.binary, path))
        tree = ast.fix_missing_locations(checks.visit(tree))
        return compile(tree, path, "exec")


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name not in Loader.names:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            spec.loader = Loader(name, spec.loader.path)
        return spec


def main():
    Loader.binary, *Loader.names = sys.argv[1:]
    import builtins

    builtins.__check_type__ = check
    sys.meta_path.insert(0, Finder)
    for name in Loader.names[:-1]:
        sys.modules.pop(name, None)
    suite = unittest.defaultTestLoader.loadTestsFromName(Loader.names[-1])
    result = unittest.TextTestRunner(stream=open("/dev/null", "w"), verbosity=0).run(suite)
    print(f"{' '.join(Loader.names)}: {result.testsRun} tests, {len(result.errors) + len(result.failures)} not ok, "
          f"{sum(CHECKED.values())} checks, {len(FALSE)} false claims", flush=True)
    for (file, line, text, claim, found), n in FALSE.most_common(60):
        print(f"  {file}:{line}: {text!r} is {found}, not {claim} ({n} times)")


if __name__ == "__main__":
    main()

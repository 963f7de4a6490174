#!/usr/bin/env python3
"""Writes stubs.txt, what the analyses know of the standard library, from the typeshed that the mypy wheel carries.

    pip download --no-deps mypy==2.4.1 && python3 data/make_stubs.py mypy-*.whl

Names, parameters, return types, bases and attributes alone; the format is described in src/semantic/stubs/mod.rs.
What differs between versions (3.8 and later) or platforms is kept side by side, as overloads or unions.
"""

import ast
import re
import sys
import zipfile
from pathlib import Path

# Modules that no analysis asks for, by their first name.
LEFT_OUT = {"tkinter", "turtle", "turtledemo", "idlelib", "lib2to3", "msilib", "encodings", "distutils", "_tkinter",
            "pydoc_data", "pyexpat", "curses", "_curses", "_curses_panel", "this", "antigravity", "winreg", "_winapi",
            "nt", "_msi", "ossaudiodev", "sunau", "aifc", "ensurepip", "venv"}
# Here `-> float` means a float; elsewhere it may also be an int, as PEP 484 has it.
STRICT_FLOATS = {"builtins", "math", "time", "datetime", "random", "_random", "cmath"}
ABCS = ("Awaitable Coroutine AsyncIterable AsyncIterator AsyncGenerator Hashable Iterable Iterator Generator Reversible "
        "Sized Container Collection Set MutableSet Mapping MutableMapping MappingView KeysView ItemsView ValuesView "
        "Sequence MutableSequence").split()
LONGEST_ALIAS = 40
MAX_DEPTH = 30


class Module:
    def __init__(self, name, is_package):
        self.name, self.is_package = name, is_package
        self.defs = {}      # name -> list of (kind, node)
        self.stars = []     # modules after `import *`
        self.exports = set()


def absolute(module, level, name):
    if not level:
        return name or ""
    parts = module.name.split(".")
    if not module.is_package:
        parts = parts[:-1]
    parts = parts[: len(parts) - (level - 1)]
    return ".".join(parts + ([name] if name else []))


def version_test(test):
    """True, False or None for what holds of versions or platforms only in part."""
    text = ast.unparse(test)
    if text == "TYPE_CHECKING":
        return True
    if isinstance(test, ast.Compare) and text.startswith("sys.version_info"):
        bound = ast.literal_eval(test.comparators[0])
        if isinstance(test.ops[0], ast.GtE):
            return False if bound >= (3, 15) else True if bound <= (3, 8) else None
        if isinstance(test.ops[0], ast.Lt):
            return True if bound >= (3, 15) else False if bound <= (3, 8) else None
    return None


def collect(module, body, defs, top):
    for node in body:
        add = lambda name, kind, it: defs.setdefault(name, []).append((kind, it))
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id in ("__slots__", "__match_args__"):
            continue
        if isinstance(node, ast.If):
            holds = version_test(node.test)
            if holds is not False:
                collect(module, node.body, defs, top)
            if holds is not True:
                collect(module, node.orelse, defs, top)
        elif isinstance(node, ast.Try):
            collect(module, node.body, defs, top)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            add(node.name, "f", node)
        elif isinstance(node, ast.ClassDef):
            add(node.name, "c", node)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            annotation = ast.unparse(node.annotation)
            if annotation.endswith("TypeAlias") and node.value is not None:
                add(node.target.id, "t", node.value)
            else:
                add(node.target.id, "v", node)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            add(node.targets[0].id, "=", node.value)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    add(alias.asname, "i", (alias.name, None))
                    if alias.asname == alias.name:
                        module.exports.add(alias.asname)
                else:
                    add(alias.name.split(".")[0], "i", (alias.name.split(".")[0], None))
        elif isinstance(node, ast.ImportFrom):
            source = absolute(module, node.level, node.module)
            for alias in node.names:
                if alias.name == "*":
                    module.stars.append(source)
                    continue
                add(alias.asname or alias.name, "i", (source, alias.name))
                if alias.asname == alias.name:
                    module.exports.add(alias.asname)
        if top and isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id == "__all__" and node.value is not None:
                for it in ast.walk(node.value):
                    if isinstance(it, ast.Constant) and isinstance(it.value, str):
                        module.exports.add(it.value)


class Types:
    """Finds what names mean and writes types."""

    def __init__(self, modules):
        self.modules = modules

    def find(self, module, name, depth=0):
        """(module, name, kind, node) of the definition that `name` means in `module`."""
        if depth > MAX_DEPTH or module is None:
            return None
        for kind, node in module.defs.get(name, []):
            if kind == "i":
                source, item = node
                if item is None:
                    return (source, None, "module", None)
                found = self.find(self.modules.get(source), item, depth + 1)
                if found:
                    return found
                if f"{source}.{item}" in self.modules:
                    return (f"{source}.{item}", None, "module", None)
                continue
            if kind == "=" and isinstance(node, (ast.Name, ast.Attribute)):
                found = self.dotted(module, node, depth + 1)
                if found:
                    return found
            return (module.name, name, kind, node)
        for star in module.stars:
            source = self.modules.get(star)
            if source and (name in source.exports or not name.startswith("_")):
                found = self.find(source, name, depth + 1)
                if found:
                    return found
        if f"{module.name}.{name}" in self.modules:
            return (f"{module.name}.{name}", None, "module", None)
        if module.name != "builtins":
            return self.find(self.modules["builtins"], name, depth + 1)
        return None

    def dotted(self, module, node, depth=0):
        if isinstance(node, ast.Name):
            return self.find(module, node.id, depth)
        if isinstance(node, ast.Attribute):
            base = self.dotted(module, node.value, depth)
            if base and base[2] == "module":
                return self.find(self.modules.get(base[0]), node.attr, depth)
            if base and base[2] == "c":
                return (base[0], f"{base[1]}.{node.attr}", "c", None)
        return None

    @staticmethod
    def qualified(found):
        module, name = found[0], found[1]
        if name is None:
            return module
        return name if module == "builtins" else f"{module}.{name}"

    def typevar(self, found):
        node = found[3]
        if found[2] != "=" or not isinstance(node, ast.Call):
            return None
        func = ast.unparse(node.func).split(".")[-1]
        return func if func in ("TypeVar", "ParamSpec", "TypeVarTuple") else None

    def write(self, module, node, own=(), subst=None, depth=0, floats=False):
        """The type that an annotation means. `own`: the class around, and type parameters."""
        again = lambda it: self.write(module, it, own, subst, depth + 1, floats)
        if node is None or depth > MAX_DEPTH:
            return "?"
        if isinstance(node, ast.Constant):
            if node.value is None:
                return "None"
            if isinstance(node.value, str):
                try:
                    return again(ast.parse(node.value, mode="eval").body)
                except SyntaxError:
                    return "?"
            return "?"
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return union([again(node.left), again(node.right)])
        if isinstance(node, ast.Subscript):
            return self.generic(module, node, own, subst, depth, floats)
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return "?"
        if isinstance(node, ast.Name) and subst and node.id in subst:
            return subst[node.id]
        found = None
        if isinstance(node, ast.Name) and own and (inner := own[0] and own[0].get(node.id)):
            return inner
        found = found or self.dotted(module, node)
        if not found:
            return "?"
        full = self.qualified(found)
        if full == "float" and floats and module.name not in STRICT_FLOATS:
            return "float|int"
        special = SPECIAL.get(full)
        if special is not None:
            return special
        match found[2]:
            case "c":
                return full
            case "t":
                return self.alias(found, full, None, depth)
            case "=":
                kind = self.typevar(found)
                if kind == "TypeVar":
                    constraints = {ast.unparse(it) for it in found[3].args[1:]}
                    of_text = constraints >= {"str", "bytes"} and not found[1].endswith("_co")
                    return "~AnyStr" if of_text else "~" + found[1]
                if kind:
                    return "?"
                if isinstance(found[3], (ast.Subscript, ast.BinOp)):
                    return self.alias(found, full, None, depth)
                if isinstance(found[3], ast.Call) and ast.unparse(found[3].func).endswith("NewType"):
                    return self.write(self.modules[found[0]], found[3].args[1], (), None, depth + 1)
        return "?"

    def alias(self, found, full, args, depth):
        text = self.write(self.modules[found[0]], found[3], (), args, depth + 1)
        if len(text) > LONGEST_ALIAS and "~" not in text and not args:
            self.long_aliases[full] = text
            return full
        return text

    def generic(self, module, node, own, subst, depth, floats):
        again = lambda it: self.write(module, it, own, subst, depth + 1, floats)
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        found = self.dotted(module, node.value)
        if not found:
            return "?"
        full = self.qualified(found)
        match full.split(".")[-1] if full.split(".")[0] in ("typing", "typing_extensions") else full:
            case "Literal":
                return union([literal(it) for it in items])
            case "Optional":
                return union([again(items[0]), "None"])
            case "Union":
                return union([again(it) for it in items])
            case "Annotated" | "Final" | "ClassVar" | "Required" | "NotRequired" | "ReadOnly":
                return again(items[0])
            case "TypeGuard" | "TypeIs":
                return "bool"
            case "Callable":
                return "typing.Callable[" + again(items[-1]) + "]"
            case "Concatenate" | "Unpack" | "Generic":
                return "?"
            case "Type" | "type":
                return f"type[{again(items[0])}]"
            case "Tuple" | "tuple":
                parts = ["..." if isinstance(it, ast.Constant) and it.value is ... else again(it) for it in items]
                parts = [it for it in parts if it != ""]
                if any(isinstance(it, ast.Starred) for it in items):
                    return "tuple"
                return f"tuple[{','.join(parts)}]"
        if found[2] in ("t", "="):
            names = alias_params(self, found)
            if not names:
                return "?"
            return self.alias(found, full, dict(zip(names, map(again, items))), depth)
        base = self.write(module, node.value, own, None, depth + 1)
        if base == "?" or base.startswith("~"):
            return "?"
        if "[" in base or "|" in base:
            return base
        return f"{base}[{','.join(again(it) for it in items)}]"


SPECIAL = {
    "typing.Any": "?", "typing.NoReturn": "!", "typing.Never": "!", "typing_extensions.Never": "!",
    "typing.LiteralString": "str", "typing_extensions.LiteralString": "str",
    "typing.Self": "@", "typing_extensions.Self": "@", "_typeshed.Incomplete": "?", "_typeshed.MaybeNone": "?",
    "typing.Tuple": "tuple", "typing.List": "list", "typing.Dict": "dict", "typing.Set": "set",
    "typing.FrozenSet": "frozenset", "typing.Type": "type", "typing.DefaultDict": "collections.defaultdict",
    "typing.OrderedDict": "collections.OrderedDict", "typing.Counter": "collections.Counter",
    "typing.Deque": "collections.deque", "typing.ChainMap": "collections.ChainMap",
    "typing.Callable": "typing.Callable", "typing.Text": "str", "typing.Union": "?", "typing.Optional": "?",
    "typing_extensions.Buffer": "collections.abc.Buffer", "typing.Final": "?", "typing_extensions.Final": "?",
}


def alias_params(types, found):
    """The type variables of a generic alias, in order."""
    module, out = types.modules[found[0]], []
    for it in ast.walk(found[3]):
        if isinstance(it, ast.Name):
            inner = types.find(module, it.id)
            if inner and types.typevar(inner) and it.id not in out:
                out.append(it.id)
    return out


def literal(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes, int)):
        return repr(node.value)
    if isinstance(node, ast.UnaryOp):
        return "int"
    if isinstance(node, ast.Constant) and node.value is None:
        return "None"
    return "?"


def union(parts):
    out, depth, start = [], 0, 0
    flat = []
    for text in parts:
        quote, start = "", 0
        for i, c in enumerate(text):
            if quote:
                quote = "" if c == quote and text[i - 1] != "\\" else quote
            elif c in "'\"":
                quote = c
            elif c == "[":
                depth += 1
            elif c == "]":
                depth -= 1
            elif c == "|" and depth == 0:
                flat.append(text[start:i])
                start = i + 1
        flat.append(text[start:])
    for it in flat:
        if it not in out:
            out.append(it)
    return "|".join(out)


def decorators(node):
    return {ast.unparse(it) for it in node.decorator_list}


def params(types, module, node, own, drop_first):
    args, out = node.args, []
    defaults = [None] * (len(args.posonlyargs) + len(args.args) - len(args.defaults)) + args.defaults
    positional = args.posonlyargs + args.args
    for idx, (arg, default) in enumerate(zip(positional, defaults)):
        legacy_positional = arg.arg.startswith("__") and not arg.arg.endswith("__") and idx >= drop_first
        if idx >= drop_first:
            out.append(param(types, module, arg, default, own))
        if idx + 1 == len(args.posonlyargs) and idx >= drop_first:
            out.append("/")
        elif legacy_positional and idx >= len(args.posonlyargs) and not any(
            later.arg.startswith("__") for later in positional[idx + 1:]
        ):
            out.append("/")
    if args.vararg:
        out.append("*" + param(types, module, args.vararg, None, own))
    elif args.kwonlyargs:
        out.append("*")
    for arg, default in zip(args.kwonlyargs, args.kw_defaults):
        out.append(param(types, module, arg, default, own))
    if args.kwarg:
        out.append("**" + param(types, module, args.kwarg, None, own))
    return ",".join(out)


def param(types, module, arg, default, own):
    type_ = types.write(module, arg.annotation, own)
    text = arg.arg if type_ == "?" else f"{arg.arg}:{type_}"
    return text if default is None else text + "="


def function(types, module, node, own, prefix, name, in_class, out):
    """Adds the line of a function, or of a method with its kind."""
    names = decorators(node)
    kind = "f"
    if in_class:
        kind = "m"
        if "staticmethod" in names:
            kind = "s"
        elif "classmethod" in names:
            kind = "k"
        elif names & {"property", "cached_property", "functools.cached_property", "types.DynamicClassAttribute",
                      "_magic_enum_attr", "enum.property", "abc.abstractproperty", "abstractproperty"}:
            kind = "p"
        elif any(it.endswith((".setter", ".deleter")) for it in names):
            return
        elif name == "__new__":
            kind = "k"
        if name in ("__init_subclass__", "__class_getitem__"):
            kind = "k"
    drop = 1 if kind in ("m", "k", "p") else 0
    returns = types.write(module, node.returns, own, floats=True)
    if isinstance(node, ast.AsyncFunctionDef) and not is_generator(node):
        returns = f"types.CoroutineType[?,?,{returns}]"
    if name == "__new__" and returns in ("@", "?"):
        returns = "@"
    if kind == "p":
        out.append(f"{prefix}p {name}:{returns}")
        return
    text = params(types, module, node, own, drop)
    first = (node.args.posonlyargs + node.args.args)[:1]
    self_type = ""
    if drop and first and first[0].annotation is not None:
        written = types.write(module, first[0].annotation, own)
        if kind == "m" and not written.startswith("~") and written not in ("@", "?"):
            self_type = f"{written};"
        if kind == "m" and written.startswith("~") and written == returns:
            returns = "@"
        if kind == "k" and written == f"type[{returns}]":
            returns = "@"
    tail = "" if returns == "?" else f"->{returns}"
    line = f"{prefix}{kind} {name}({self_type}{text}){tail}"
    if line not in out[-12:]:
        out.append(line)


def is_generator(node):
    return any(isinstance(it, (ast.Yield, ast.YieldFrom)) for it in ast.walk(node))


def literal_overload(node):
    """Overloads for LiteralString say nothing that the general one does not."""
    return "overload" in {it.split(".")[-1] for it in decorators(node)} and "LiteralString" in ast.unparse(node)


def class_(types, module, nodes, qualname, prefix, out):
    inner = {}
    for node in nodes:
        if node is not None:
            inner.update({it.name: f"{module.name}.{qualname}.{it.name}" for it in node.body
                          if isinstance(it, ast.ClassDef)})
    own = (inner,)
    bases, type_params = [], []
    first = nodes[-1]
    for base in first.bases:
        text = ast.unparse(base)
        if isinstance(base, ast.Subscript):
            name = ast.unparse(base.value).split(".")[-1]
            if name in ("Generic", "Protocol"):
                items = base.slice.elts if isinstance(base.slice, ast.Tuple) else [base.slice]
                type_params = [ast.unparse(it).lstrip("*") for it in items]
                if name == "Protocol":
                    bases.append("typing.Protocol")
                continue
        if text.split(".")[-1] in ("Protocol",):
            bases.append("typing.Protocol")
            continue
        if text.split(".")[-1] in ("Generic", "object"):
            continue
        bases.append(types.write(module, base, own))
    if not type_params:
        for base in first.bases:
            for it in ast.walk(base):
                if isinstance(it, ast.Name) and it.id not in type_params:
                    found = types.find(module, it.id)
                    if found and types.typevar(found):
                        type_params.append(it.id)
    type_params = ["AnyStr" if it in ("AnyOrLiteralStr",) else it for it in type_params]
    flags = "!" if "final" in {it.split(".")[-1] for it in decorators(first)} else ""
    meta = [types.write(module, it.value, own) for it in first.keywords if it.arg == "metaclass"]
    meta = f" {meta[0]}" if meta and meta[0] not in ("abc.ABCMeta",) else ""
    if any("NamedTuple" in it for it in bases):
        flags += "n"
    shown = f"[{','.join('~' + it for it in type_params)}]" if type_params else ""
    out.append(f"{prefix}c {qualname.split('.')[-1]}{shown}({','.join(bases)}){flags}{meta}")
    merged = {}
    for node in nodes:
        collect(module, node.body, merged, False)
    deeper = prefix + " "
    for name, defs in merged.items():
        definitions(types, module, f"{qualname}.{name}", name, defs, own, deeper, True, out)


def definitions(types, module, qualname, name, defs, own, prefix, in_class, out):
    kinds = {kind for kind, _ in defs}
    if "c" in kinds:
        class_(types, module, [node for kind, node in defs if kind == "c"], qualname, prefix, out)
        return
    functions = [node for kind, node in defs if kind == "f"]
    kept = [node for node in functions if not literal_overload(node)] or functions
    for node in kept:
        function(types, module, node, own, prefix, name, in_class, out)
    if functions:
        return
    values = [node for kind, node in defs if kind == "v"]
    if values:
        parts = [types.write(module, node.annotation, own, floats=True) for node in values]
        if any(ast.unparse(node.annotation).split(".")[-1] == "Final" and isinstance(node.value, ast.Constant)
               for node in values):
            parts = [type(node.value.value).__name__ for node in values if isinstance(node.value, ast.Constant)]
        out.append(f"{prefix}v {name}:{union(parts)}")
        return
    for kind, node in defs:
        if kind == "=" and in_class:
            if isinstance(node, ast.Name) and node.id != name:
                out.append(f"{prefix}= {name}={node.id}")
            elif isinstance(node, ast.Constant) and node.value is not ...:
                # Members of enumerations, and class attributes.
                out.append(f"{prefix}v {name}:{type(node.value).__name__}")
            else:
                out.append(f"{prefix}v {name}:?")
            return


def write_module(types, module, out):
    lines = []
    names = dict(module.defs)
    for star in module.stars:
        source = types.modules.get(star)
        if source:
            exported = set(source.exports) or {it for it in source.defs if not it.startswith("_")}
            for name in sorted(exported):
                names.setdefault(name, [("i", (star, name))])
    for name, defs in names.items():
        if name.startswith("__") and name.endswith("__") and name not in ("__import__", "__debug__", "__build_class__"):
            continue
        real = [(kind, node) for kind, node in defs if kind != "i"]
        if not real:
            starred = name not in module.defs
            public = starred or name in module.exports
            found = types.find(module, name)
            if public and found and types.qualified(found) != f"{module.name}.{name}":
                lines.append(f"= {name}={types.qualified(found)}")
            continue
        if any(kind == "=" for kind, _ in real):
            node = next(node for kind, node in real if kind == "=")
            if isinstance(node, (ast.Name, ast.Attribute)):
                found = types.dotted(module, node)
                if found and found[2] in ("c", "f", "module"):
                    lines.append(f"= {name}={types.qualified(found)}")
                continue
            if f"{module.name}.{name}" in SPECIAL and SPECIAL[f"{module.name}.{name}"][0].isalpha():
                lines.append(f"= {name}={SPECIAL[f'{module.name}.{name}']}")
            if isinstance(node, ast.Constant) and node.value is not ...:
                lines.append(f"v {name}:{type(node.value).__name__}")
            continue
        if any(kind == "t" for kind, _ in real):
            node = next(node for kind, node in real if kind == "t")
            special = SPECIAL.get(f"{module.name}.{name}")
            if isinstance(node, (ast.Name, ast.Attribute)) and not name.startswith("_"):
                found = types.dotted(module, node)
                if found and found[2] == "c":
                    lines.append(f"= {name}={types.qualified(found)}")
            elif special and special[0].isalpha():
                lines.append(f"= {name}={special}")
            elif module.name == "_typeshed" or not name.startswith("_"):
                text = types.write(module, node)
                if "~" not in text and text != "?":
                    lines.append(f"t {name}={text}" if text != f"{module.name}.{name}" else "")
            continue
        if f"{module.name}.{name}" in SPECIAL:
            continue
        definitions(types, module, name, name, real, (None,), "", False, lines)
    lines = [it for it in lines if it]
    if lines:
        out.append(f"@ {module.name}")
        out.extend(lines)


def without_cycles(lines):
    """The lines with named types that lead back to themselves as `?`: whoever expands them comes to an end."""
    aliases, module = {}, ""
    for line in lines:
        if line.startswith("@ "):
            module = line[2:]
        elif line.startswith("t "):
            name, _, text = line[2:].partition("=")
            full = name if module == "builtins" else f"{module}.{name}"
            aliases[full] = {it for it in re.findall(r"[\w.]+", text)}
    cyclic = set()
    for start in aliases:
        seen, pending = set(), list(aliases[start])
        while pending:
            name = pending.pop()
            if name in seen or name not in aliases:
                continue
            seen.add(name)
            pending.extend(aliases[name])
        if start in seen:
            cyclic.add(start)
    out, module = [], ""
    for line in lines:
        if line.startswith("@ "):
            module = line[2:]
        if line.startswith("t "):
            name = line[2:].partition("=")[0]
            if (name if module == "builtins" else f"{module}.{name}") in cyclic:
                line = f"t {name}=?"
        out.append(line)
    return out


def main():
    wheel = zipfile.ZipFile(sys.argv[1])
    prefix = "mypy/typeshed/stdlib/"
    modules = {}
    for path in sorted(wheel.namelist()):
        if not path.startswith(prefix) or not path.endswith(".pyi"):
            continue
        parts = path[len(prefix):-4].split("/")
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        if name.split(".")[0] in LEFT_OUT:
            continue
        module = modules[name] = Module(name, is_package)
        collect(module, ast.parse(wheel.read(path)).body, module.defs, True)
    types = Types(modules)
    types.long_aliases = {}
    out = [f"# From {Path(sys.argv[1]).name.split('-cp')[0]}, by data/make_stubs.py. Do not edit."]
    for module in modules.values():
        if module.name == "os.path":
            module.stars = ["posixpath"]
        write_module(types, module, out)
    by_module = {}
    for full, text in types.long_aliases.items():
        module = next(full[:at] for at in range(len(full), 0, -1) if full[:at] in modules and full[at:at + 1] in ("", ".")
                      and at < len(full)) if "." in full else "builtins"
        by_module.setdefault(module, []).append(f"t {full.removeprefix(module + '.')}={text}")
    final = []
    for line in out:
        final.append(line)
        if line == "@ collections":
            # Until 3.9 they were here, too.
            final.extend(f"= {name}=typing.{name}".replace("typing.Set", "typing.AbstractSet") for name in ABCS)
        if line == "@ typing":
            final += ["c Callable[~R](typing.Protocol)", " m __call__(*args,**kwargs)->~R"]
        if line in ("@ collections", "@ collections.abc", "@ _collections_abc", "@ typing_extensions"):
            final.append("= Callable=typing.Callable")
        if line.startswith("@ "):
            final.extend(it for it in by_module.get(line[2:], []) if it not in out)
    seen, unique = set(), []
    for line in final:
        if line.startswith("@ "):
            seen = set()
        if line.startswith("t "):
            if line in seen:
                continue
            seen.add(line)
        unique.append(line)
    unique = without_cycles(unique)
    path = Path(__file__).parent / "stubs.txt"
    path.write_text("\n".join(unique) + "\n")
    print(f"{path}: {path.stat().st_size} bytes, {len(unique)} lines")


if __name__ == "__main__":
    main()

"""Records what the importer knows of the standard library: `python3.14 record_stdlib.py > stdlib.txt`.

A line is a module; after a colon stand those of its classes whose names do not begin with a capital letter, which a name
alone does not tell from functions. Modules that cannot be imported here are listed without classes. Tests, `idlelib` and
names with a leading underscore are left out, but `__future__` stays.
"""

import contextlib
import importlib
import io
import os
import pkgutil
import sys
import warnings

SKIPPED = {"antigravity", "this", "idlelib", "test", "lib2to3", "turtledemo"}


def submodules(name):
    spec = importlib.util.find_spec(name)
    for place in spec.submodule_search_locations or []:
        for found in pkgutil.iter_modules([place]):
            if not found.name.startswith("_") and found.name not in {"tests", "test"}:
                yield f"{name}.{found.name}"
                if found.ispkg:
                    yield from submodules(f"{name}.{found.name}")


def classes(name):
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            module = importlib.import_module(name)
    except BaseException:
        return []
    return sorted(
        key
        for key, value in vars(module).items()
        if isinstance(value, type) and key[0].islower() and value.__module__.split(".")[0].lstrip("_") != "builtins"
        or isinstance(value, type) and key[0].islower() and key in getattr(module, "__all__", ())
    )


def modules():
    for name in sorted(sys.stdlib_module_names):
        if name in SKIPPED or name.startswith("_") and name != "__future__":
            continue
        yield name
        if importlib.util.find_spec(name) is not None:
            yield from submodules(name)
    yield "os.path"


warnings.simplefilter("ignore")
for module in sorted(set(modules())):
    found = [] if module.endswith("__main__") else classes(module)
    print(f"{module}: {' '.join(found)}" if found else module)
sys.stdout.flush()
os._exit(0)

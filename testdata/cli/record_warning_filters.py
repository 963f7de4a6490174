"""Writes testdata/cli/warning_filters.txt: what CPython prints on stderr under values of PYTHONWARNINGS.

    python3.14 testdata/cli/record_warning_filters.py > testdata/cli/warning_filters.txt

A case is the value, in quotes, and the output for program.py, which heads the file.
"""
import os
import subprocess
import sys
import tempfile

PROGRAM = 'x = "\\d" "\\d"\ny = "\\d"; z = "\\q"\n'
VALUES = [
    "", "default", "always", "all", "once", "module", "ignore", "error", "i", "ig", "a", "e", "er", "foo", "Ignore",
    " ignore ", "ignore:", "ignore::", "ignore::SyntaxWarning", "ignore::Warning", "ignore::DeprecationWarning",
    "ignore::builtins.SyntaxWarning", "ignore::Foo", "ignore::nosuch.Foo",
    "ignore::a-b", "ignore::syntaxwarning", "ignore:invalid", 'ignore:"\\d" is an', 'ignore:"\\D" IS', 'error:"\\q"',
    "ignore:::program", "ignore:::Program", "ignore:::program.py", "ignore:::prog", "error:::other", "ignore:::program:2",
    "ignore:::program: 2 ", "ignore:::program:0", "ignore:::program:0_2", "ignore:::program:x", "ignore:::program:-1",
    "ignore:::program:+2", "ignore::::2", "a:b:c:d:e:f", "ignore:::program:2:", "default::SyntaxWarning,ignore",
    "ignore,default::SyntaxWarning", "error,ignore:::program:1", "always,,ignore", "foo,bar,ignore", ",", "once,error:::program:2",
    "ignore::UserWarning,foo", "default:x:y:z:w", "ignore::builtins.Foo",
]
RUN = """
import sys, traceback, warnings
with open("program.py") as file:
    source = file.read()
try:
    compile(source, "program.py", "exec")
except SyntaxError as error:
    sys.stderr.write("".join(traceback.format_exception_only(error)))
"""

print(f"Made by testdata/cli/record_warning_filters.py under CPython {sys.version.split()[0]}; do not edit.")
print("### program.py\n" + PROGRAM, end="")
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, "program.py"), "w") as file:
        file.write(PROGRAM)
    for value in VALUES:
        done = subprocess.run(
            [sys.executable, "-c", RUN], cwd=folder, env=os.environ | {"PYTHONWARNINGS": value}, capture_output=True, text=True
        )
        print(f'### "{value}"\n{done.stderr}', end="")

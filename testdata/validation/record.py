#!/usr/bin/env python3
"""Records which versions of CPython accept each case of cases.txt, in versions.txt.

    record.py PYTHON...        one interpreter a version, 3.6 or newer
"""
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ASK = """
import ast, json, sys, warnings
warnings.simplefilter("ignore")
answers = []
for source in json.load(sys.stdin):
    try:
        compile(source, "case", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        answers.append(True)
    except SyntaxError:
        answers.append(False)
json.dump(["%d.%d" % sys.version_info[:2], answers], sys.stdout)
"""


def main():
    import json

    cases = [part.split("\n", 1) for part in ("\n" + (HERE / "cases.txt").read_text()).split("\n### ")[1:]]
    sources = json.dumps([source + "\n" for _, source in cases])
    asked = [subprocess.run([p, "-c", ASK], input=sources, stdout=subprocess.PIPE, text=True, check=True) for p in sys.argv[1:]]
    answers = sorted((json.loads(a.stdout) for a in asked), key=lambda a: int(a[0].split(".")[1]))
    lines = ["# " + " ".join(version for version, _ in answers)]
    for n, (name, _) in enumerate(cases):
        lines.append(f"{name}: " + " ".join(version for version, accepts in answers if accepts[n]))
    (HERE / "versions.txt").write_text("\n".join(line.rstrip() for line in lines) + "\n")


if __name__ == "__main__":
    main()

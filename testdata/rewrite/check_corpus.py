"""Rewrites a copy of a source tree and holds the result against what every rewrite must keep.

    check_corpus.py TOOL TREE [OPTION...]      OPTIONs go to `TOOL fix`: --select ALL --accept assumed

Checked of every changed file: it compiles under this Python if it did before; its comments are the same, as a
multiset; a second run changes nothing. The tool must not panic nor exit with 3. Prints a line a violation and the
totals; exits 1 if there is a violation. With KEEP=FOLDER in the environment the rewritten tree is left there. Needs a CPython of the newest version that the tree is for.
"""
import collections
import io
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import tokenize
import warnings

warnings.simplefilter("ignore")


def comments(data: bytes) -> collections.Counter:
    tokens = tokenize.tokenize(io.BytesIO(data).readline)
    return collections.Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def compiles(data: bytes, name: str) -> str | None:
    try:
        compile(data, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return f"{type(error).__name__}: {error}"
    return None


def main() -> int:
    tool, tree, options = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]
    bad = changed = files = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "tree"
        shutil.copytree(tree, copy, symlinks=True, ignore_dangling_symlinks=True)
        command = [tool, "fix", "--isolated", "--no-respect-gitignore", *options, "."]
        first = subprocess.run(command, cwd=copy, capture_output=True, text=True)
        print("\n".join(first.stderr.splitlines()[-8:]))
        for line in first.stderr.splitlines():
            if "a fault of reskin, the file" in line or "panicked" in line:
                print("tool:", line)
                bad += 1
        if first.returncode not in (0, 1):
            print("exit status", first.returncode)
            bad += 1
        for path in sorted(copy.rglob("*.py")):
            if not path.is_file() or path.is_symlink():
                continue
            files += 1
            before, after = (tree / path.relative_to(copy)).read_bytes(), path.read_bytes()
            if before == after:
                continue
            changed += 1
            name = str(path.relative_to(copy))
            if compiles(before, name) is None and (problem := compiles(after, name)):
                print(f"{name}: does not compile: {problem}")
                bad += 1
                continue
            try:
                if comments(before) != comments(after):
                    lost = comments(before) - comments(after)
                    more = comments(after) - comments(before)
                    print(f"{name}: comments: lost {dict(lost)}, new {dict(more)}")
                    bad += 1
            except (tokenize.TokenError, SyntaxError):
                pass
        second = subprocess.run(command, cwd=copy, capture_output=True, text=True)
        again = [line for line in second.stderr.splitlines() if " changed" in line]
        if again:
            print("a second run changes files:", again)
            bad += 1
        kept = pathlib.Path(os.environ["KEEP"]) if "KEEP" in os.environ else None
        if kept:
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(copy, kept, symlinks=True, ignore_dangling_symlinks=True)
    print(f"{files} files, {changed} changed, {bad} violations")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

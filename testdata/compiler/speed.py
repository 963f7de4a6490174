"""Times compiling a library: `reskin compile -q -f` and CPython's `compileall -q -f`, one after the other.

    python3.14 testdata/compiler/speed.py [--runs N] [--workers N] TOOL...

Each compiles every file of one copy of the library of the Python that runs this script, tests included, read to
written `.pyc`. Prints medians over the runs: user and system time of the child, the clock, the largest memory; and how
many times each tool's CPython takes. With several tools, or one at several commits, they take turns within a run, so
that all meet the same machine.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time


def measure(command):
    """CPU seconds, seconds by the clock, and MiB of a command. Some files of the library must not compile."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    clock = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{command[0]}: exit status {child.returncode}, expected 0 or 1")
    return usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("tools", nargs="+", metavar="TOOL")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--workers", default="0", help="threads of the tools; CPython compiles with one process")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        library = os.path.join(scratch, "lib")
        skipped = shutil.ignore_patterns("__pycache__", "site-packages")
        shutil.copytree(sysconfig.get_path("stdlib"), library, ignore=skipped, ignore_dangling_symlinks=True)
        commands = {"CPython": [sys.executable, "-m", "compileall", "-q", "-f", library]}
        for tool in args.tools:
            commands[tool] = [tool, "compile", "-q", "-f", "-j", args.workers, library]
        runs = {name: [] for name in commands}
        for command in commands.values():
            measure(command)
        for _ in range(args.runs):
            for name, command in commands.items():
                runs[name].append(measure(command))
    medians = {name: [statistics.median(column) for column in zip(*it)] for name, it in runs.items()}
    for name, (cpu, clock, memory) in medians.items():
        times = f"{medians['CPython'][0] / cpu:.2f} and {medians['CPython'][1] / clock:.2f} times"
        print(f"{name}: {cpu:.2f} CPU seconds, {clock:.2f} by the clock, {memory:.0f} MiB; {times}")


if __name__ == "__main__":
    main()

"""Runs examples of rules, for `reskin rule test --python`.

Reads a JSON list of jobs from standard input and writes a JSON list of outcomes to standard output. A job is

    {"setup": str | null, "code": str, "inputs": [str], "ignore": [str], "seconds": int, "optimize": int}

and its outcome is a list: one entry for executing the code, then one for evaluating each input. An entry is

    {"raises": str, "args": str} or {"type": str, "repr": str, "str": str}

with "stdout" (what goes through sys.stdout) and "warnings". Every job runs in a process of its own, where there is `fork`, in an empty folder that
has the same name for all of them, with the same names for temporary files, the same seed and no time limit but its
own: what two jobs do differently is what they are. Python 3.5 and later.
"""

import contextlib
import io
import itertools
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import warnings

FOLDER = os.path.join(os.getcwd(), "job")
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b|(?<= at )[0-9]{12,20}\b")
MAX_TEXT = 100_000


class OutOfTime(BaseException):
    pass


def main():
    jobs = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    report = sys.stdout.buffer
    outcomes = [run_apart(job) for job in jobs]
    report.write(json.dumps(outcomes).encode("ascii"))
    report.flush()


def run_apart(job):
    """The outcome of a job, from a process of its own."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.mkdir(FOLDER)
    if not hasattr(os, "fork"):
        return run(job)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            leave_the_pipes()
            answer = json.dumps(run(job)).encode("ascii")
            with os.fdopen(writer, "wb") as out:
                out.write(answer)
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return json.loads(text.decode("ascii")) if text else [{"raises": "the process ended", "args": "", "stdout": ""}]


def leave_the_pipes():
    """Nothing that a program or its children read or write may reach the conversation with reskin."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)


def run(job):
    os.chdir(FOLDER)
    random.seed(0)
    # Whatever the version calls its names, these make no difference between two runs.
    tempfile.tempdir = FOLDER
    tempfile._name_sequence = ("tmp%08d" % number for number in itertools.count())
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, out_of_time)
        signal.alarm(job["seconds"])
    names = {"__name__": "__main__", "__builtins__": __builtins__}
    if job["setup"] is not None:
        first = observe(job, lambda: exec(compile(job["setup"], "<setup>", "exec"), names))
        if "raises" in first:
            return [dict(first, raises="setup: " + first["raises"])]
    outcomes = [observe(job, lambda: exec(compile(job["code"], "<code>", "exec", optimize=job["optimize"]), names))]
    for text in job["inputs"]:
        outcomes.append(observe(job, lambda: eval(compile(text, "<input>", "eval"), names)))
    return outcomes


def out_of_time(*_):
    raise OutOfTime()


def observe(job, action):
    out = io.StringIO()
    with warnings.catch_warnings(record=True) as seen, contextlib.redirect_stdout(out):
        warnings.simplefilter("always")
        try:
            value = action()
            outcome = {"type": name_of(type(value)), "repr": plain(repr(value)), "str": plain(str(value))}
        except BaseException as error:
            args = "" if "exception-message" in job["ignore"] else plain(repr(error.args))
            outcome = {"raises": name_of(type(error)), "args": args}
    outcome["stdout"] = plain(out.getvalue())
    kinds = [(it.category.__name__, plain(str(it.message))) for it in seen]
    outcome["warnings"] = sorted(it for it in kinds if it[0] not in job["ignore"])
    return outcome


def name_of(kind):
    return kind.__module__ + "." + getattr(kind, "__qualname__", kind.__name__)


def plain(text):
    text = ADDRESS.sub("0x...", text)[:MAX_TEXT]
    # A lone surrogate is not text for reskin.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


if __name__ == "__main__":
    main()

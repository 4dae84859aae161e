"""How the contract tests run the command as a person would."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

Argument = str | bytes | Path

ROOT = Path(__file__).resolve().parents[2]
MAIN = str(ROOT / "main.py")

# Runs a command and prints what it cost, apart from this process, whose own peak would count.
METER = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
try:
    done = subprocess.run(sys.argv[1:], stdin=sys.stdin, capture_output=True, timeout=20)
except subprocess.TimeoutExpired:
    done = subprocess.CompletedProcess(sys.argv, -1, b"", b"stopped after 20 s")
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps([done.returncode, seconds, peak * unit / 2**20,
                  done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")]))
"""


class Outcome(NamedTuple):
    status: int
    out: str
    err: str
    seconds: float = 0.0
    peak_mib: float = 0.0

    @property
    def objects(self) -> list[dict[str, Any]]:
        """What standard output holds; a line ends with LF alone."""
        lines = self.out.removesuffix("\n").split("\n") if self.out else []
        return [json.loads(line, parse_constant=_refuse) for line in lines]


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not strict JSON")


def environment(changes: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """This process's environment in plain English, without a display."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE")
    }
    return {**kept, "LC_ALL": "C.UTF-8", **changes}


def inspect(
    *arguments: Argument,
    stdin: bytes = b"",
    folder: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Outcome:
    return convscope("inspect", *arguments, stdin=stdin, folder=folder, env=env)


def convscope(
    *arguments: Argument,
    stdin: bytes = b"",
    folder: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Outcome:
    """Any command."""
    done = subprocess.run(
        [sys.executable, MAIN, *arguments],
        check=False,
        input=stdin,
        capture_output=True,
        timeout=60,
        cwd=folder,
        env=environment(env or {}),
    )
    outcome = Outcome(done.returncode, done.stdout.decode(), done.stderr.decode("utf-8", "replace"))
    assert_no_traceback(outcome)
    return outcome


def measured(*arguments: Argument, stdin: Path | None = None) -> Outcome:
    """The same, with the seconds and the peak memory of the process."""
    command = [sys.executable, "-I", "-S", "-c", METER, sys.executable, MAIN, "inspect", *arguments]
    with (stdin or Path(os.devnull)).open("rb") as source:
        done = subprocess.run(
            command, stdin=source, capture_output=True, timeout=60, env=environment(), check=True
        )
    status, seconds, peak, out, err = json.loads(done.stdout)
    outcome = Outcome(status, out, err, seconds, peak)
    assert_no_traceback(outcome)
    return outcome


def assert_no_traceback(outcome: Outcome) -> None:
    for sign in ("Traceback", "BrokenPipe", "Exception ignored", "RecursionError"):
        assert sign not in outcome.err, outcome.err

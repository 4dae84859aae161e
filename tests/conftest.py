"""What every test stands on: a display or none, English, settings of its own, perhaps PyTorch."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

ORACLE_FOLDER = "tests/oracle/"
ORACLE_REQUIRED = bool(os.environ.get("CONVSCOPE_REQUIRE_ORACLE"))

if sys.platform.startswith("linux") and not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# PyTorch's threads wait for each other by spinning: on the small maps of the tests, and beside any
# other work, they cost many times what they give. Read when torch is imported.
os.environ["OMP_NUM_THREADS"] = "1"

# A person's own language must not decide what the tests read.
os.environ.pop("LANGUAGE", None)
os.environ["LC_ALL"] = "C.UTF-8"


class OracleWatch:
    """Where PyTorch is required, turns its absence from the run into a failure of the run."""

    def __init__(self) -> None:
        self.compared = 0
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.nodeid.startswith(ORACLE_FOLDER):
            self.compared += report.when == "call" and report.passed
            self._note_skip(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.nodeid.startswith(ORACLE_FOLDER):
            self._note_skip(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.trouble():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if trouble := self.trouble():
            terminalreporter.write_line(f"FAILED comparison with PyTorch: {trouble}", red=True)

    def trouble(self) -> str:
        if self.skipped:
            return f"{len(self.skipped)} skipped, the first is {self.skipped[0]}"
        return "" if self.compared else "no test of it ran"

    def _note_skip(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped:
            self.skipped.append(report.nodeid)


def pytest_configure(config: pytest.Config) -> None:
    if ORACLE_REQUIRED:
        if find_spec("torch") is None:
            raise pytest.UsageError("CONVSCOPE_REQUIRE_ORACLE is set and torch is not installed")
        config.pluginmanager.register(OracleWatch(), "oracle_watch")


@pytest.fixture(autouse=True, scope="session")
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("settings")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(folder / scope.name))
    with pytest.MonkeyPatch.context() as patch:
        # For the programs that tests start.
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        yield

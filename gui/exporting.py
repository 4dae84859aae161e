"""How the figure leaves the window: a picture or a film made beside it, or on the clipboard."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from engine.words import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QProcess
    from PySide6.QtWidgets import QWidget

    from engine.timeline import Timeline
    from gui.store import Store

MAIN = Path(__file__).resolve().parents[1] / "main.py"
PICTURE, FILM = ".png", ".gif"
COPIED_SIZE = (1600, 1000)


class Exporting(QObject):
    """One export at a time, in a process of its own; told(Text) how it goes, busy_changed()."""

    told = Signal(object)
    busy_changed = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._process: QProcess | None = None
        self._target = Path()
        self._before: tuple[int, int] | None = None

    @property
    def is_busy(self) -> bool:
        return self._process is not None

    def start(self, target: Path, step: int, theme: str, language: str) -> None:
        """Write the figure: a picture of the step, or the whole film, by the name's ending."""
        from PySide6.QtCore import QProcess, QProcessEnvironment  # after the window is up

        from engine import file_format

        self.stop()
        arguments = [os.fspath(MAIN), "render", "-", "-o", os.fspath(target)]
        arguments += ["--theme", theme, "--lang", language]
        if target.suffix.lower() == PICTURE:
            arguments += ["--step", str(step)]
        self._target, self._before = target, _mark(target)
        process = QProcess(self)
        # The sentences of what goes wrong are told in the window's language too.
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("LANGUAGE", language)
        process.setProcessEnvironment(environment)
        process.finished.connect(self._on_process_finished)
        process.errorOccurred.connect(self._on_process_error_occurred)
        self._process = process
        self.busy_changed.emit()
        self.told.emit(text("Exporting {name}…", name=target.name))
        process.start(sys.executable, arguments)
        process.write(file_format.write(self._store.document))
        process.closeWriteChannel()

    def stop(self) -> None:
        """Give up what is being written; nothing of it stays."""
        process, self._process = self._process, None
        if process is None:
            return
        from gui import writing  # after the window is up

        number = process.processId()
        process.kill()
        process.waitForFinished()
        with suppress(OSError):
            writing.part_of(self._target.resolve(), number).unlink()
        process.deleteLater()
        self.busy_changed.emit()

    @Slot()
    def _on_process_finished(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        complaints = bytes(process.readAllStandardError().data()).decode(errors="replace")
        process.deleteLater()
        written = _mark(self._target) != self._before
        self.busy_changed.emit()
        self.told.emit(_outcome(self._target, complaints, written=written))

    @Slot()
    def _on_process_error_occurred(self) -> None:
        process = self._process
        if process is not None and process.error() == process.ProcessError.FailedToStart:
            self._on_process_finished()


def ask(window: QWidget, said: Callable[[Text], str], proposed: Path) -> Path | None:
    """Where a person wants the figure; None where it is not to be written."""
    from gui import asking  # after the window is up

    kinds = {
        said(text("Picture of this step ({pattern})", pattern=f"*{PICTURE}")): PICTURE,
        said(text("Animation ({pattern})", pattern=f"*{FILM}")): FILM,
    }
    return asking.where_to(window, said(text("Export")), proposed, kinds)


def copy(timeline: Timeline, t: float, theme: str, language: str) -> None:
    """Put what the figure shows at t on the clipboard."""
    from gui.render import export  # after the window is up
    from gui.render.theme import THEMES

    style = export.Style(THEMES[theme], language)
    shown = export.figure(timeline, *COPIED_SIZE, style)
    QGuiApplication.clipboard().setImage(export.still(shown, t))


def _outcome(target: Path, complaints: str, *, written: bool) -> Text:
    if written:
        return text("Exported {name}.", name=target.name)
    reasons = complaints.strip().splitlines()
    if not reasons:
        return text("{name} could not be written.", name=target.name)
    return text(
        "{name} could not be written: {reason}", name=target.name, reason=Text(_whole(reasons))
    )


def _whole(reasons: list[str]) -> str:
    """The last complaint as a sentence that is neither cut nor translated."""
    return reasons[-1].replace("{", "{{").replace("}", "}}")


def _mark(target: Path) -> tuple[int, int] | None:
    """What tells one state of a file from another."""
    try:
        found = target.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns

"""What is kept between starts, each under its key, and believed only where it makes sense."""

from __future__ import annotations

import json
import os
from collections import ChainMap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QByteArray,
    QLocale,
    QObject,
    QSettings,
    QStandardPaths,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication

from engine import words
from gui import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAME = "Convscope"
SYSTEM = "system"
LANGUAGES = (SYSTEM, *words.LANGUAGES)
THEMES = (SYSTEM, "light", "dark")
ARRANGEMENTS = ("wide", "narrow")
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


class Settings(QObject):
    """Tells language_changed(str), theme_changed(str), reduced_motion_changed(bool) and the rest.

    `language` and `theme` are what to use now; `language_choice` and `theme_choice` are what a
    person chose, which may be to follow the system.
    """

    language_changed = Signal(str)
    theme_changed = Signal(str)
    reduced_motion_changed = Signal(bool)
    speed_changed = Signal(float)
    loops_changed = Signal(bool)
    columns_changed = Signal()
    recent_files_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        scope = QSettings.Scope.UserScope
        self._kept = QSettings(QSettings.defaultFormat(), scope, NAME, NAME, self)
        # Asked once: every sentence asks for the language, and a process does not change its own.
        self._system_language = _system_language()
        self._told_theme = self.theme
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_colour_scheme_changed)

    @property
    def language_choice(self) -> str:
        return self._one_of("language", LANGUAGES)

    @property
    def language(self) -> str:
        choice = self.language_choice
        return self._system_language if choice == SYSTEM else choice

    def set_language(self, choice: str) -> None:
        """Speak that language, or the system's."""
        before = self.language
        self._kept.setValue("language", choice)
        if self.language != before:
            self.language_changed.emit(self.language)

    @property
    def theme_choice(self) -> str:
        return self._one_of("theme", THEMES)

    @property
    def theme(self) -> str:
        choice = self.theme_choice
        return _system_theme() if choice == SYSTEM else choice

    def set_theme(self, choice: str) -> None:
        """Be light or dark, or as the system is."""
        self._kept.setValue("theme", choice)
        self._tell_theme()

    @property
    def reduced_motion(self) -> bool:
        return self._flag("reduced_motion")

    def set_reduced_motion(self, is_reduced: bool) -> None:
        """Jump from step to step instead of gliding."""
        if is_reduced != self.reduced_motion:
            self._put("reduced_motion", is_reduced)
            self.reduced_motion_changed.emit(is_reduced)

    @property
    def speed(self) -> float:
        found = self._get("speed")
        return float(found) if found in SPEEDS else 1.0

    def set_speed(self, speed: float) -> None:
        """How many times as fast as usual it plays."""
        if speed != self.speed:
            self._put("speed", speed)
            self.speed_changed.emit(speed)

    @property
    def loops(self) -> bool:
        return self._flag("loops")

    def set_loops(self, does_loop: bool) -> None:
        """Begin again at the end."""
        if does_loop != self.loops:
            self._put("loops", does_loop)
            self.loops_changed.emit(does_loop)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self._strings("columns"))

    def set_columns(self, keys: Iterable[str]) -> None:
        """The columns of the table that were asked for."""
        wanted = tuple(keys)
        if wanted != self.columns:
            self._put("columns", wanted)
            self.columns_changed.emit()

    @property
    def last_folder(self) -> Path:
        usual = QStandardPaths.StandardLocation.DocumentsLocation
        found = self._get("last_folder")
        if isinstance(found, str) and _is_folder(Path(found)):
            return Path(found)
        return Path(QStandardPaths.writableLocation(usual) or Path.home())

    def set_last_folder(self, folder: Path) -> None:
        """Where the next file is looked for."""
        self._put("last_folder", str(folder))

    @property
    def recent_files(self) -> tuple[Path, ...]:
        return tuple(map(Path, self._strings("recent_files")))[: files.MOST_RECENT]

    def remember_file(self, path: Path) -> None:
        """The file was opened or saved: it is the first of the recent, its folder the last."""
        recent = files.remembered(self.recent_files, path)
        self._put("last_folder", str(recent[0].parent))
        if recent != self.recent_files:
            self._put("recent_files", list(map(str, recent)))
            self.recent_files_changed.emit()

    def forget_recent_files(self) -> None:
        """No file is a recent one any more."""
        if self.recent_files:
            self._kept.remove("recent_files")
            self.recent_files_changed.emit()

    @property
    def export_choices(self) -> dict[str, Any]:
        found = self._get("export_choices")
        return found if isinstance(found, dict) else {}

    def set_export_choices(self, choices: Mapping[str, Any]) -> None:
        """What the last export was made with."""
        self._put("export_choices", dict(choices))

    @property
    def geometry(self) -> QByteArray:
        return self._bytes("geometry")

    def set_geometry(self, geometry: QByteArray) -> None:
        """Where the window stands, as Qt tells it."""
        self._kept.setValue("geometry", geometry)

    def docks(self, arrangement: str) -> QByteArray:
        """Where the docks stand in that arrangement; empty where nobody moved them."""
        return self._bytes(f"docks/{arrangement}")

    def set_docks(self, arrangement: str, state: QByteArray) -> None:
        """Where the docks stand in that arrangement; empty for as they come."""
        self._kept.setValue(f"docks/{arrangement}", state)

    @property
    def arrangement(self) -> str:
        found = self._get("arrangement")
        return found if isinstance(found, str) and found in ARRANGEMENTS else ""

    def set_arrangement(self, name: str) -> None:
        """The arrangement that a person has chosen or changed; empty for what the width asks."""
        self._put("arrangement", name)

    def _tell_theme(self) -> None:
        if self.theme != self._told_theme:
            self._told_theme = self.theme
            self.theme_changed.emit(self._told_theme)

    @Slot(Qt.ColorScheme)
    def _on_system_colour_scheme_changed(self, _: Qt.ColorScheme) -> None:
        self._tell_theme()

    def _one_of(self, key: str, choices: tuple[str, ...]) -> str:
        found = self._kept.value(key)
        return found if isinstance(found, str) and found in choices else choices[0]

    def _flag(self, key: str) -> bool:
        return self._get(key) is True

    def _strings(self, key: str) -> list[str]:
        found = self._get(key)
        return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []

    def _bytes(self, key: str) -> QByteArray:
        found = self._kept.value(key)
        return found if isinstance(found, QByteArray) else QByteArray()

    def _get(self, key: str) -> Any:
        """The plain value; Qt's own form of a list of one, or of a flag, comes back as text."""
        try:
            return json.loads(str(self._kept.value(key)))
        except (ValueError, RecursionError):
            return None

    def _put(self, key: str, value: object) -> None:
        self._kept.setValue(key, json.dumps(value))


def _system_language() -> str:
    # Where the environment says nothing, as off Linux, Qt knows what the system speaks.
    # Asked for every sentence, so the environment is not copied.
    return words.language_of(ChainMap(os.environ, {"LANG": QLocale.system().name()}))


def _system_theme() -> str:
    dark = Qt.ColorScheme.Dark
    return "dark" if QGuiApplication.styleHints().colorScheme() == dark else "light"


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False

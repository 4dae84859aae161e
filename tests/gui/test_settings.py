"""What a person chose is there at the next start, and nonsense is as if nobody had chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QLocale, QSettings, Qt
from PySide6.QtWidgets import QApplication

from engine import words
from gui import settings
from gui.settings import Settings

LANGUAGE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

EVERY_KEY = (
    "language", "theme", "speed", "loops", "reduced_motion", "columns", "geometry", "docks/wide",
    "arrangement", "recent_files", "export_choices", "last_folder",
)  # fmt: skip


def kept() -> QSettings:
    scope = QSettings.Scope.UserScope
    return QSettings(QSettings.defaultFormat(), scope, settings.NAME, settings.NAME)


@pytest.fixture(autouse=True)
def _nothing_chosen(qapp: QApplication) -> Iterator[None]:  # noqa: ARG001  # to ask the system
    kept().clear()
    yield
    kept().clear()


def next_start() -> Settings:
    """The settings as another process would read them."""
    kept().sync()
    return Settings()


def test_at_first_everything_is_as_usual() -> None:
    first = Settings()
    assert (first.language_choice, first.theme_choice) == ("system", "system")
    assert (first.speed, first.loops, first.reduced_motion) == (1.0, False, False)
    assert (first.columns, first.recent_files, first.export_choices) == ((), (), {})
    assert (first.geometry, first.docks("wide")) == (QByteArray(), QByteArray())
    assert first.last_folder.is_absolute()


def test_what_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    now = Settings()
    now.set_language("zh_CN")
    now.set_theme("dark")
    now.set_speed(0.25)
    now.set_loops(True)
    now.set_reduced_motion(True)
    now.set_columns(["groups"])
    now.set_geometry(QByteArray(b"\0where"))
    now.set_docks("narrow", QByteArray(b"docks"))
    now.set_arrangement("narrow")
    now.set_export_choices({"format": "gif", "width": 800, "captions": False})
    now.remember_file(tmp_path / "a, b;网.convscope")
    then = next_start()
    assert (then.language, then.theme) == ("zh_CN", "dark")
    assert (then.speed, then.loops, then.reduced_motion) == (0.25, True, True)
    assert then.columns == ("groups",)
    assert then.geometry == QByteArray(b"\0where")
    assert (then.docks("narrow"), then.docks("wide")) == (QByteArray(b"docks"), QByteArray())
    assert then.arrangement == "narrow"
    assert then.export_choices == {"format": "gif", "width": 800, "captions": False}
    assert then.recent_files == (tmp_path / "a, b;网.convscope",)
    assert then.last_folder == tmp_path


@pytest.mark.parametrize("nonsense", ["", "x", "7", "[7]", "{", "null", "[" * 100_000, '"\\ud800"'])
def test_nonsense_in_the_settings_is_as_if_nobody_had_chosen(nonsense: str) -> None:
    first = Settings()
    for key in EVERY_KEY:
        kept().setValue(key, nonsense)
    now = next_start()
    assert (now.language, now.theme) == (first.language, first.theme)
    assert (now.speed, now.loops, now.reduced_motion) == (1.0, False, False)
    assert (now.columns, now.recent_files, now.export_choices) == ((), (), {})
    assert (now.geometry, now.docks("wide")) == (QByteArray(), QByteArray())
    assert now.arrangement == ""
    assert now.last_folder.is_dir() or now.last_folder == first.last_folder


def test_only_what_differs_is_told() -> None:
    now = Settings()
    told: list[object] = []
    now.language_changed.connect(told.append)
    now.theme_changed.connect(told.append)
    now.reduced_motion_changed.connect(told.append)
    now.speed_changed.connect(told.append)
    now.loops_changed.connect(told.append)
    now.columns_changed.connect(lambda: told.append("columns"))
    for _ in range(2):
        now.set_language("zh_CN")
        now.set_theme("dark")
        now.set_reduced_motion(True)
        now.set_speed(2.0)
        now.set_loops(True)
        now.set_columns(["groups"])
    assert told == ["zh_CN", "dark", True, 2.0, True, "columns"]


def test_the_theme_follows_the_system_unless_one_was_chosen(qapp: QApplication) -> None:
    now = Settings()
    told: list[object] = []
    now.theme_changed.connect(told.append)
    assert now.theme == "light"
    now.set_theme("light")
    assert told == []
    now.set_theme("dark")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert told == ["dark"]
    now.set_theme("system")
    assert told == ["dark", "light"]


def test_a_system_that_turns_dark_is_followed(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = Settings()
    told: list[object] = []
    now.theme_changed.connect(told.append)
    monkeypatch.setattr(settings, "_system_theme", lambda: "dark")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert told == ["dark"]


def test_the_language_is_the_systems_unless_one_was_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    now = Settings()
    told: list[object] = []
    now.language_changed.connect(told.append)
    assert now.language == "zh_CN"
    now.set_language("en")
    assert next_start().language == "en"
    now.set_language("system")
    assert told == ["en", "zh_CN"]


def test_where_the_environment_says_nothing_qt_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LANGUAGE_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    chinese = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: chinese))
    assert Settings().language == "zh_CN"


def test_every_language_there_is_can_be_chosen() -> None:
    for language in words.LANGUAGES:
        Settings().set_language(language)
        assert next_start().language == language


def test_a_used_file_is_the_first_of_the_recent_and_its_folder_the_last(tmp_path: Path) -> None:
    now = Settings()
    told: list[object] = []
    now.recent_files_changed.connect(lambda: told.append(now.recent_files))
    one, two = tmp_path / "one", tmp_path / "two"
    now.remember_file(one)
    now.remember_file(one)
    now.remember_file(two)
    assert told == [(one,), (two, one)]
    now.forget_recent_files()
    assert told[-1] == next_start().recent_files == ()


def test_a_folder_that_is_gone_is_not_the_last_one(tmp_path: Path) -> None:
    Settings().remember_file(tmp_path / "gone" / "x.convscope")
    assert next_start().last_folder != tmp_path / "gone"

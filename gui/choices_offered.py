"""What the menus offer to choose from: files, scenes, columns, panels, themes, languages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from engine.words import text
from gui import columns, files, languages, scene_words
from gui import settings as kept
from gui.choices import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.words import Text
    from gui.docks import Docks
    from gui.document_life import DocumentLife
    from gui.settings import Settings
    from gui.store import Store

    Said = Callable[[Text], str]

SYSTEM = text("As the system")
THEMES = {kept.SYSTEM: SYSTEM, "light": text("Light"), "dark": text("Dark")}


def recent(settings: Settings, life: DocumentLife, said: Said) -> Iterator[Choice]:
    """The files used lately; those that are gone stay, and cannot be chosen."""
    found = files.listed(settings.recent_files)
    for path, is_there in found:
        opens = partial(life.open_file, path)
        yield Choice(path.name, opens, is_there=is_there, tip=str(path))
    if found:
        yield Choice(said(text("Forget these files")), settings.forget_recent_files)
    else:
        yield Choice(said(text("No files yet")), life.open, is_there=False)


def scenes(store: Store, said: Said) -> Iterator[Choice]:
    """What can be shown of the layer."""
    present = scene_words.shown(store)
    for number, (name, words) in enumerate(scene_words.WORDS.items(), 1):
        shows = partial(scene_words.show, store, name)
        yield Choice(said(words), shows, name == present, key=f"Ctrl+{number}")


def table_columns(settings: Settings, store: Store, said: Said) -> Iterator[Choice]:
    """The columns that may be shown; those that the stack uses are there anyway."""
    chosen = settings.columns
    used = {column.key for column in columns.shown(store.document)}
    for column in columns.optional():
        is_shown = column.key in chosen or column.key in used
        rest = tuple(key for key in chosen if key != column.key)
        toggled = rest if column.key in chosen else (*rest, column.key)
        toggles = partial(settings.set_columns, toggled)
        yield Choice(said(column.word), toggles, is_shown, is_there=column.key not in used)


def panels(docks: Docks) -> Iterator[Choice]:
    """Every panel, and whether it is open."""
    for name, dock in docks.all.items():
        is_open = not dock.isHidden()
        does = dock.close if is_open else partial(docks.bring, name)
        yield Choice(dock.windowTitle(), does, is_open)


def themes(settings: Settings, said: Said) -> Iterator[Choice]:
    """Light, dark, or what the system is."""
    for name, words in THEMES.items():
        chooses = partial(settings.set_theme, name)
        yield Choice(said(words), chooses, settings.theme_choice == name)


def spoken(settings: Settings, said: Said) -> Iterator[Choice]:
    """The languages by their own names, or what the system speaks."""
    for name in kept.LANGUAGES:
        words = languages.NAMES.get(name) or said(SYSTEM)
        yield Choice(words, partial(settings.set_language, name), settings.language_choice == name)

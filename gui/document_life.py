"""A document from its opening to the question before it is left: new, open, save, save as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from engine.document import Document
from engine.words import text
from gui import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from engine.words import Text
    from gui.settings import Settings
    from gui.store import Store

UNTITLED = text("Untitled")


class DocumentLife(QObject):
    """Opens and saves through the store, asks before anything is lost; opened(), told(Text)."""

    told = Signal(object)
    opened = Signal()

    def __init__(
        self, window: QWidget, store: Store, settings: Settings, said: Callable[[Text], str]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._settings = settings
        self._said = said

    @property
    def name(self) -> str:
        """What the document is called."""
        path = self._store.path
        return path.name if path is not None else self._said(UNTITLED)

    @Slot()
    def new(self) -> None:
        """An empty stack instead of what is there."""
        if self.may_leave():
            self._store.replace(Document(), None)
            self.opened.emit()

    @Slot()
    def open(self) -> None:
        """Ask for a file and open it."""
        from gui import asking  # its boxes come after the window

        title = self._said(text("Open"))
        found = asking.which_file(self._window, title, self._settings.last_folder, self._kind())
        if found is not None:
            self.open_file(found)

    def open_file(self, path: Path) -> bool:
        """The document in that file instead of what is there; False where it stays."""
        try:
            document = files.read(path)
        except files.NotOpened as reason:
            self._complain(reason.sentence)
            return False
        if not self.may_leave():
            return False
        self._store.replace(document, path.absolute())
        self._settings.remember_file(path)
        self.opened.emit()
        return True

    @Slot()
    def save(self) -> bool:
        """Write the document where it lies, or ask where; False where it was not written."""
        path = self._store.path
        return self.save_as() if path is None else self._write(path)

    @Slot()
    def save_as(self) -> bool:
        """Ask where to write the document; False where it was not written."""
        from gui import asking  # its boxes come after the window

        title, kinds = self._said(text("Save as")), {self._kind(): files.SUFFIX}
        target = asking.where_to(self._window, title, self.proposed(), kinds)
        return target is not None and self._write(target)

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or a person said what to do with it."""
        if not self._store.is_modified:
            return True
        from gui import asking  # its boxes come after the window

        answer = asking.about_changes(self._window, self._said, self.name)
        return self.save() if answer is asking.Answer.SAVE else answer is asking.Answer.LEAVE

    def _write(self, path: Path) -> bool:
        try:
            files.save(path, self._store.document)
        except files.NotSaved as reason:
            self._complain(reason.sentence)
            return False
        self._store.mark_saved(path.absolute())
        self._settings.remember_file(path)
        self.told.emit(text("Saved {name}.", name=path.name))
        return True

    def proposed(self, suffix: str = files.SUFFIX) -> Path:
        """Where the document lies, or would, under the name that its title gives."""
        path = self._store.path
        if path is not None:
            return path if suffix == files.SUFFIX else path.with_suffix(suffix)
        title = "".join(mark for mark in self._store.document.title if mark not in '/\\:*?"<>|')
        return self._settings.last_folder / f"{title.strip() or self._said(UNTITLED)}{suffix}"

    def _kind(self) -> str:
        return self._said(text("Stacks of layers ({pattern})", pattern=f"*{files.SUFFIX}"))

    def _complain(self, sentence: Text) -> None:
        from gui import asking  # its boxes come after the window

        asking.tell(self._window, self._said, sentence)

"""The only mutable document: what it is now, what it was before each step, and where it lies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine import report
from engine.document import INPUT, Document, View

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.report import Report
    from engine.words import Text


@dataclass(frozen=True)
class Step:
    """A change that can be taken back; neither document has a view."""

    name: Text
    before: Document
    after: Document
    merge: object = None


@dataclass(frozen=True)
class History:
    """The steps behind the document, and those taken back, the next to redo last."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()


class Store(QObject):
    """Holds the document; document_changed(old, new), view_changed(view), history_changed()."""

    document_changed = Signal(object, object)
    view_changed = Signal(object)
    history_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = Document()
        self._report: Report | None = None
        self._last: Report | None = None
        self._history = History()
        self._path: Path | None = None
        self._saved = self._document
        self._may_merge = False

    @property
    def document(self) -> Document:
        return self._document

    @property
    def report(self) -> Report:
        if self._report is None:
            self._report = self._last = report.resolve(self._document, self._last)
        return self._report

    @property
    def path(self) -> Path | None:
        return self._path

    @property
    def is_modified(self) -> bool:
        return self._document.without_view() != self._saved

    @property
    def can_undo(self) -> bool:
        return bool(self._history.done)

    @property
    def can_redo(self) -> bool:
        return bool(self._history.undone)

    @property
    def undo_name(self) -> Text | None:
        return self._history.done[-1].name if self.can_undo else None

    @property
    def redo_name(self) -> Text | None:
        return self._history.undone[-1].name if self.can_redo else None

    def apply(self, document: Document, name: Text, merge: object = None) -> bool:
        """Make the next step; steps of one `merge` in a row are one. False if nothing differs."""
        before, after = self._document.without_view(), document.without_view()
        if before == after:
            return False
        step = Step(name, before, after, merge)
        done = self._history.done
        if self._may_merge and merge is not None and done[-1].merge == merge:
            step, done = replace(step, before=done[-1].before), done[:-1]
        self._history = History(done if step.before == after else (*done, step))
        self._may_merge = bool(self._history.done) and self._history.done[-1] is step
        self._change(replace(document, view=kept(document.view, self._document, document)))
        return True

    def show(self, view: View) -> None:
        """Show something else of the document; that is no step and nothing to save."""
        shown = _present(view, self._document)
        if shown != self._document.view:
            self._put(replace(self._document, view=shown))
            self.view_changed.emit(shown)

    def undo(self) -> None:
        """Take the last step back; what is shown stays shown where it still is."""
        if self.can_undo:
            *done, step = self._history.done
            self._history = History(tuple(done), (*self._history.undone, step))
            self._go_to(step.before)

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self.can_redo:
            *undone, step = self._history.undone
            self._history = History((*self._history.done, step), tuple(undone))
            self._go_to(step.after)

    def replace(self, document: Document, path: Path | None) -> None:
        """Turn to another document, without history, as it lies at the path."""
        self._history = History()
        self._may_merge = False
        self._path = path
        self._saved = document.without_view()
        self._change(document)

    def mark_saved(self, path: Path) -> None:
        """The document as it is now lies at the path."""
        self._path = path
        self._saved = self._document.without_view()
        self._may_merge = False
        self.history_changed.emit()

    def _go_to(self, content: Document) -> None:
        self._may_merge = False
        view = kept(self._document.view, self._document, content)
        self._change(replace(content, view=view))

    def _change(self, document: Document) -> None:
        before = self._document
        self._put(document)
        if before.without_view() != document.without_view():
            self.document_changed.emit(before, document)
        # Whoever heard of the document may have shown something else meanwhile.
        if before.view != self._document.view:
            self.view_changed.emit(self._document.view)
        self.history_changed.emit()

    def _put(self, document: Document) -> None:
        self._document = document
        self._report = None


def kept(view: View, before: Document, after: Document) -> View:
    """The view in the next document: renamed layers are followed, vanished ones forgotten."""
    follow = _renamed(before, after)
    found = _present(replace(view, layers=tuple(map(follow, view.layers or ()))), after)
    is_as_before = (view.pixel, view.channel) == (before.view.pixel, before.view.channel)
    if is_as_before and _subject(found, after) != follow(_subject(before.view, before)):
        # They were a place in a map that is no longer the one shown.
        return replace(found, pixel=None, channel=None)
    return found


def _present(view: View, document: Document) -> View:
    names = set(document.names())
    return replace(view, layers=tuple(one for one in view.layers or () if one in names) or None)


def _subject(view: View, document: Document) -> str:
    """The layer whose pixel and channel the view names."""
    if view.layers:
        return view.layers[0]
    return document.layers[-1].name if document.layers else INPUT


def _renamed(before: Document, after: Document) -> Callable[[str], str]:
    """What a layer of the one document is called in the other, where it has its place."""
    old, new = before.names(), after.names()
    if len(old) != len(new):
        return lambda name: name
    present, former = set(new), set(old)
    moved = {
        one: other
        for one, other in zip(old, new, strict=True)
        if one not in present and other not in former
    }
    return lambda name: moved.get(name, name)

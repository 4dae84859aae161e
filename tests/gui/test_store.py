"""The one document that changes, and the ways back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine import edits
from engine.document import Document, View
from engine.words import text
from gui.store import Store
from tests.engine.stacks import conv, stack

WIDEN, RENAME, REMOVE = text("Widen {name}", name="b"), text("Rename"), text("Remove")


class Told:
    """Everything that a store said, in its order."""

    def __init__(self, store: Store) -> None:
        self.changes: list[tuple[Document, Document]] = []
        self.views: list[View] = []
        self.order: list[str] = []
        store.document_changed.connect(self._on_document)
        store.view_changed.connect(self._on_view)
        store.history_changed.connect(lambda: self.order.append("history"))

    def _on_document(self, old: Document, new: Document) -> None:
        self.changes.append((old, new))
        self.order.append("document")

    def _on_view(self, view: View) -> None:
        self.views.append(view)
        self.order.append("view")


@pytest.fixture
def store() -> Store:
    made = Store()
    made.replace(stack(conv("a"), conv("b", 5), conv("c", 1)), None)
    return made


def set_field(store: Store, field: str, raw: Any, merge: object = None, name: str = "b") -> bool:
    return store.apply(edits.set_field(store.document, name, field, raw), WIDEN, merge)


def test_a_new_store_holds_an_empty_document_that_needs_no_saving() -> None:
    store = Store()
    assert store.document == Document()
    assert (store.path, store.is_modified, store.can_undo, store.can_redo) == (None,) + (False,) * 3
    assert store.undo_name is store.redo_name is None


def test_an_edit_is_told_with_the_old_and_the_new_document(store: Store) -> None:
    told, old = Told(store), store.document
    assert store.report.document is old
    assert set_field(store, "stride", 2)
    assert told.changes == [(old, store.document)]
    assert told.order == ["document", "history"]
    assert store.report.document is store.document
    assert [row.shape for row in store.report.rows] == [(1, 7, 7), (1, 2, 2), (1, 2, 2)]


def test_an_edit_that_changes_nothing_is_not_a_step(store: Store) -> None:
    told = Told(store)
    assert not set_field(store, "kernel", [5, 5])
    assert not store.apply(replace(store.document, view=View("maps")), WIDEN)
    assert told.order == []
    assert not store.can_undo
    assert store.document.view == View()


def test_undo_and_redo_go_step_by_step_and_tell_their_names(store: Store) -> None:
    start = store.document
    set_field(store, "stride", 2)
    store.apply(edits.rename(store.document, "a", "x"), RENAME)
    end = store.document
    assert (store.undo_name, store.redo_name) == (RENAME, None)
    store.undo()
    assert (store.undo_name, store.redo_name) == (WIDEN, RENAME)
    told = Told(store)
    store.undo()
    assert store.document == start
    assert told.order == ["document", "history"]
    store.undo()
    assert told.order == ["document", "history"]
    store.redo()
    store.redo()
    store.redo()
    assert store.document == end


def test_a_new_edit_forgets_what_was_taken_back(store: Store) -> None:
    set_field(store, "stride", 2)
    store.undo()
    set_field(store, "stride", 3)
    assert not store.can_redo


def test_a_refused_copy_of_the_present_leaves_what_was_taken_back(store: Store) -> None:
    set_field(store, "stride", 2)
    store.undo()
    set_field(store, "stride", 1)
    assert store.can_redo


def test_steps_of_one_merge_in_a_row_are_one(store: Store) -> None:
    start = store.document
    for stride in (2, 3, 4):
        set_field(store, "stride", stride, merge=("b", "stride"))
    set_field(store, "dilation", 2, merge=("b", "dilation"))
    store.undo()
    assert store.document.layer("b") == edits.set_field(start, "b", "stride", 4).layer("b")
    store.undo()
    assert store.document == start
    assert not store.can_undo


def test_steps_without_a_merge_stay_apart(store: Store) -> None:
    set_field(store, "stride", 2)
    set_field(store, "stride", 3)
    store.undo()
    assert store.document.layer("b") == conv("b", 5, stride=2)


@pytest.mark.parametrize("between", ["undo", "save"])
def test_after_an_undo_or_a_save_a_merge_begins_anew(store: Store, between: str) -> None:
    set_field(store, "stride", 2)
    set_field(store, "stride", 3, merge="drag")
    set_field(store, "stride", 4, merge="drag")
    if between == "undo":
        store.undo()
        store.redo()
    else:
        store.mark_saved(Path("x.convscope"))
    set_field(store, "stride", 5, merge="drag")
    store.undo()
    assert store.document.layer("b") == conv("b", 5, stride=4)


def test_a_merge_that_comes_back_to_its_start_is_no_step(store: Store) -> None:
    set_field(store, "stride", 2, merge="drag")
    set_field(store, "stride", 1, merge="drag")
    assert not store.can_undo
    assert not store.is_modified
    set_field(store, "stride", 3, merge="drag")
    store.undo()
    assert store.document.layer("b") == conv("b", 5)


def test_what_is_shown_is_no_step_and_nothing_to_save(store: Store) -> None:
    told = Told(store)
    store.show(View("slide", ("b",), (1, 2)))
    store.show(View("slide", ("b",), (1, 2)))
    assert told.order == ["view"]
    assert told.views == [store.document.view] == [View("slide", ("b",), (1, 2))]
    assert store.report.document is store.document
    assert (store.can_undo, store.is_modified) == (False, False)


def test_undo_and_redo_keep_what_is_shown(store: Store) -> None:
    set_field(store, "stride", 2)
    shown = View("slide", ("c",), (0, 1))
    store.show(shown)
    told = Told(store)
    store.undo()
    assert store.document.view == shown
    store.redo()
    assert store.document.view == shown
    assert told.views == []


def test_a_view_of_a_layer_that_vanished_falls_back_to_the_last(store: Store) -> None:
    store.apply(edits.duplicate(store.document, "b"), text("Duplicate"))
    store.show(View("slide", ("conv3",), (0, 1)))
    told = Told(store)
    store.undo()
    assert told.views == [store.document.view] == [View("slide")]
    assert told.order == ["document", "view", "history"]
    assert not store.report.problems


def test_a_pixel_of_the_last_layer_is_forgotten_when_another_comes_last(store: Store) -> None:
    store.show(View("slide", None, (4, 4)))
    store.apply(edits.remove(store.document, "c"), REMOVE)
    assert store.document.view == View("slide")


def test_the_view_follows_a_renamed_layer_and_its_undo(store: Store) -> None:
    store.show(View("slide", ("b",), (0, 1)))
    store.apply(edits.rename(store.document, "b", "big"), RENAME)
    assert store.document.view == View("slide", ("big",), (0, 1))
    store.undo()
    assert store.document.view == View("slide", ("b",), (0, 1))
    store.redo()
    assert store.document.view == View("slide", ("big",), (0, 1))


def test_of_several_shown_layers_those_that_stay_are_shown(store: Store) -> None:
    store.show(View("maps", ("b", "c"), (0, 0)))
    store.apply(edits.remove(store.document, "c"), REMOVE)
    assert store.document.view == View("maps", ("b",), (0, 0))
    store.show(View("maps", ("gone", "b")))
    assert store.document.view == View("maps", ("b",))


def test_an_edit_may_bring_its_own_view(store: Store) -> None:
    wanted = View("maps", ("a",), (1, 1))
    page = replace(edits.remove(store.document, "b"), view=wanted)
    store.apply(page, REMOVE)
    assert store.document.view == wanted


def test_saved_is_what_equals_the_saved_document(store: Store) -> None:
    set_field(store, "stride", 2)
    assert store.is_modified
    told = Told(store)
    store.mark_saved(Path("x.convscope"))
    assert told.order == ["history"]
    assert (store.path, store.is_modified) == (Path("x.convscope"), False)
    store.undo()
    assert store.is_modified
    set_field(store, "stride", 2)
    assert not store.is_modified


def test_another_document_has_no_history(store: Store) -> None:
    set_field(store, "stride", 2)
    told, old = Told(store), store.document
    other = replace(stack(conv("z")), view=View("maps"))
    store.replace(other, Path("y.convscope"))
    assert told.changes == [(old, other)]
    assert told.order == ["document", "view", "history"]
    assert (store.can_undo, store.can_redo, store.is_modified) == (False, False, False)
    assert store.path == Path("y.convscope")


def test_the_same_document_from_nowhere_is_told_as_another_path(store: Store) -> None:
    store.replace(store.document, Path("y.convscope"))
    told = Told(store)
    store.replace(store.document, None)
    assert store.path is None
    assert told.order == ["history"]


def test_a_merge_does_not_reach_into_another_document(store: Store) -> None:
    set_field(store, "stride", 2, merge="drag")
    store.replace(stack(conv("b", 5)), None)
    set_field(store, "stride", 3, merge="drag")
    store.undo()
    assert store.document == stack(conv("b", 5))


def test_who_hears_of_a_document_may_show_something_else(store: Store) -> None:
    store.document_changed.connect(lambda *_: store.show(View("slide", ("a",))))
    told = Told(store)
    store.apply(edits.remove(store.document, "c"), REMOVE)
    assert told.views[-1] == store.document.view == View("slide", ("a",))

"""Whatever a person does: undo all is the start, redo all is the end, to the byte."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from engine import edits, file_format, layers
from engine.document import Document, View
from engine.problems import Refused
from engine.words import text
from gui import files, layer_clipboard, layer_commands
from gui.store import Store
from tests.engine.stacks import conv, layer, stack

EDIT = text("Edit")
MERGES = st.sampled_from([None, "drag", "drag", "spin"])
RAWS: dict[str, st.SearchStrategy[Any]] = {
    "kernel": st.integers(0, 5),
    "stride": st.integers(1, 3) | st.none(),
    "padding": st.integers(0, 3) | st.just("same") | st.just({"left": 1}),
    "dilation": st.integers(1, 4),
    "out_channels": st.integers(1, 3),
    "weights": st.sampled_from([{"pattern": "mean"}, [[[[1]]]], None]),
    "name": st.sampled_from(["a", "b", "pool", "input", "新"]),
    "inputs": st.sampled_from([["input"], ["a"], ["a", "b"], None]),
}


def content(document: Document) -> bytes:
    return file_format.write(document.without_view())


def without_gone(view: View, document: Document) -> bool:
    return all(name in document.names() for name in view.layers or ())


class Histories(RuleBasedStateMachine):
    """A model beside the store: every content in order, and where in it the store is."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "x.convscope"
        self.store = Store()
        self.told = 0
        self.store.document_changed.connect(self._on_document)
        self._begin()

    def teardown(self) -> None:
        self.folder.cleanup()

    def _on_document(self, old: Document, new: Document) -> None:
        assert old.without_view() != new.without_view()
        assert new == self.store.document
        self.told += 1

    def _begin(self) -> None:
        self.past = [content(self.store.document)]
        self.at = 0
        self.merge: object = None
        self.saved = self.past[0]

    @initialize()
    def open_a_stack(self) -> None:
        pool = layer("max_pool", "p", kernel=2)
        self.store.replace(stack(conv("a", padding=1), conv("b"), pool), None)
        self._begin()

    def _apply(self, document: Document, merge: object) -> None:
        told, before = self.told, self.past[self.at]
        changed = self.store.apply(document, EDIT, merge)
        assert changed == (content(document) != before) == (self.told > told)
        if not changed:
            return
        joins = merge is not None and merge == self.merge
        self.past = [*self.past[: self.at + (not joins)], content(document)]
        is_step = len(self.past) < 2 or self.past[-1] != self.past[-2]
        if not is_step:
            self.past.pop()
        self.at = len(self.past) - 1
        self.merge = merge if is_step else None

    def _attempt(self, edit: Any, merge: object = None) -> None:
        try:
            document = edit(self.store.document)
        except Refused:
            return
        self._apply(document, merge)

    def _name(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(self.store.document.names()))

    @rule(data=st.data(), op=st.sampled_from(list(layers.OPERATIONS)))
    def insert(self, data: st.DataObject, op: str) -> None:
        at = data.draw(st.integers(0, len(self.store.document.layers)))
        self._attempt(lambda now: edits.insert(now, at, edits.new_layer(now, op, at)))

    @precondition(lambda self: self.store.document.layers)
    @rule(data=st.data(), merge=MERGES)
    def set_field(self, data: st.DataObject, merge: object) -> None:
        name = self._name(data)
        known = layers.field_names(self.store.document.layer(name))
        field = data.draw(st.sampled_from([one for one in RAWS if one in known]))
        raw = data.draw(RAWS[field])
        self._attempt(lambda now: edits.set_field(now, name, field, raw), merge)

    @precondition(lambda self: self.store.document.layers)
    @rule(data=st.data(), op=st.sampled_from(list(layers.OPERATIONS)))
    def set_operation(self, data: st.DataObject, op: str) -> None:
        name = self._name(data)
        self._attempt(lambda now: edits.set_operation(now, name, op))

    @precondition(lambda self: self.store.document.layers)
    @rule(data=st.data(), edit=st.sampled_from([edits.remove, edits.duplicate]))
    def remove_or_duplicate(self, data: st.DataObject, edit: Any) -> None:
        name = self._name(data)
        self._attempt(lambda now: edit(now, name))

    @precondition(lambda self: self.store.document.layers)
    @rule(data=st.data(), to=st.integers(0, 5))
    def move(self, data: st.DataObject, to: int) -> None:
        name = self._name(data)
        self._attempt(lambda now: edits.move(now, name, to))

    @precondition(lambda self: self.store.document.layers)
    @rule(data=st.data(), is_cut=st.booleans())
    def cut_or_remove_several(self, data: st.DataObject, is_cut: bool) -> None:
        names = data.draw(st.sets(st.sampled_from(self.store.document.names()), min_size=1))
        self._attempt(lambda now: layer_commands.removed(now, sorted(names), is_cut=is_cut)[0])

    @precondition(lambda self: self.store.document.layers)
    @rule(data=st.data(), at=st.integers(0, 5))
    def copy_and_paste(self, data: st.DataObject, at: int) -> None:
        document = self.store.document
        names = data.draw(st.sets(st.sampled_from(document.names()), min_size=1, max_size=2))
        held = layer_clipboard.copied(document, [*names], "en")
        place = min(at, len(document.layers))
        self._attempt(lambda now: layer_clipboard.pasted(now, place, held).change[0])

    @precondition(lambda self: self.store.document.layers)
    @rule(data=st.data(), at=st.integers(0, 5))
    def drag_several(self, data: st.DataObject, at: int) -> None:
        document = self.store.document
        names = data.draw(st.sets(st.sampled_from(document.names()), min_size=1))
        place = min(at, len(document.layers))
        self._attempt(lambda now: layer_commands.moved_to(now, [*names], place)[0])

    @rule(merge=MERGES, values=st.sampled_from([{"pattern": "digits"}, {"pattern": "ramp_x"}]))
    def fill_the_input(self, merge: object, values: object) -> None:
        self._attempt(lambda now: edits.set_input(now, "values", values), merge)

    @rule(side=st.integers(0, 12), merge=MERGES)
    def resize_the_input(self, side: int, merge: object) -> None:
        self._attempt(lambda now: edits.set_input(now, "size", side), merge)

    @rule(title=st.text("ab新\n", max_size=3), merge=MERGES)
    def entitle(self, title: str, merge: object) -> None:
        self._attempt(lambda now: edits.set_text(now, "title", title), merge)

    @rule(view=st.builds(
        View,
        st.sampled_from([None, "slide", "maps"]),
        st.none() | st.lists(st.sampled_from(["a", "b", "p", "gone"]), min_size=1).map(tuple),
        st.none() | st.tuples(st.integers(0, 4), st.integers(0, 4)),
    ))  # fmt: skip
    def show(self, view: View) -> None:
        store, document = self.store, self.store.document
        before = (self.told, store.is_modified, store.undo_name, store.redo_name)
        store.show(view)
        assert (self.told, store.is_modified, store.undo_name, store.redo_name) == before
        assert content(store.document) == content(document)

    @rule()
    def undo(self) -> None:
        view = self.store.document.view
        self.store.undo()
        if self.at:
            self.at -= 1
            self.merge = None
        assert self.store.document.view.scene == view.scene

    @precondition(lambda self: self.at)
    @rule()
    def undo_and_redo(self) -> None:
        self.undo()
        self.redo()

    @rule()
    def redo(self) -> None:
        self.store.redo()
        if self.at < len(self.past) - 1:
            self.at += 1
            self.merge = None

    @rule()
    def undo_all_and_redo_all(self) -> None:
        here = self.at
        while self.store.can_undo:
            self.store.undo()
        assert content(self.store.document) == self.past[0]
        while self.store.can_redo:
            self.store.redo()
        assert content(self.store.document) == self.past[-1]
        self.at, self.merge = len(self.past) - 1, None
        while self.at > here:
            self.undo()

    @rule()
    def save(self) -> None:
        files.save(self.path, self.store.document)
        self.store.mark_saved(self.path)
        self.saved, self.merge = self.past[self.at], None
        self.saved_view = self.store.document.view
        assert files.read(self.path) == self.store.document
        assert not self.store.is_modified

    @rule()
    def save_and_open_again(self) -> None:
        self.save()
        before = self.store.document
        self.load()
        assert self.store.document == before

    @precondition(lambda self: self.path.exists())
    @rule()
    def load(self) -> None:
        self.store.replace(files.read(self.path), self.path)
        assert content(self.store.document) == self.saved
        assert self.store.document.view == self.saved_view
        self._begin()

    @invariant()
    def the_store_is_where_the_model_is(self) -> None:
        store = self.store
        assert content(store.document) == self.past[self.at]
        assert store.can_undo == (self.at > 0)
        assert store.can_redo == (self.at < len(self.past) - 1)
        assert store.is_modified == (self.past[self.at] != self.saved)
        assert without_gone(store.document.view, store.document)
        assert store.report.document is store.document


Histories.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestHistories = Histories.TestCase


def test_a_thousand_steps_lead_back_and_forth() -> None:
    store = Store()
    store.replace(stack(conv("a")), None)
    start = content(store.document)
    for stride in range(1_000):
        changed = edits.set_field(store.document, "a", "stride", stride % 7 + 2)
        store.apply(replace(changed, view=View("slide")), EDIT)
    end = content(store.document)
    while store.can_undo:
        store.undo()
    assert content(store.document) == start
    while store.can_redo:
        store.redo()
    assert content(store.document) == end

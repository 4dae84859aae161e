from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from engine import edits
from engine.document import Document
from engine.words import text
from gui import columns, layer_clipboard, layer_commands
from gui.layer_table_model import LayerTableModel
from gui.store import Store
from tests.gui.mirror import Heard, Mirror

Role = Qt.ItemDataRole
STEP = text("step")


def stack(*ops: str) -> Document:
    document = Document()
    for at, op in enumerate(ops):
        document = edits.insert(document, at, edits.new_layer(document, op, at))
    return document


@pytest.fixture
def store() -> Store:
    made = Store()
    made.replace(stack("conv", "conv", "max_pool", "conv_transpose"), None)
    return made


@pytest.fixture
def model(store: Store, qtmodeltester: ModelTester) -> LayerTableModel:
    made = LayerTableModel(store)
    qtmodeltester.check(made)  # type: ignore[no-untyped-call]
    return made


def cell(model: LayerTableModel, name: str, key: str) -> QModelIndex:
    return model.index_of(name, key)


def shown(model: LayerTableModel, name: str, key: str) -> str:
    return str(cell(model, name, key).data())


def keys(model: LayerTableModel) -> list[str]:
    return [column.key for column in model.columns]


def names(model: LayerTableModel) -> list[str]:
    return [model.row(at).name for at in range(model.rowCount())]


def test_the_input_comes_first_and_the_row_that_adds_last(model: LayerTableModel) -> None:
    assert names(model) == ["input", "conv1", "conv2", "pool3", "up4", ""]
    assert [model.index(at, 1).data() for at in range(6)] == [
        "input", "conv", "conv", "max pool", "transposed", "Add a layer",
    ]  # fmt: skip


def test_what_follows_stands_beside_what_is_set(model: LayerTableModel) -> None:
    found = [shown(model, "pool3", key) for key in ("kernel", "stride", "output", "field", "jump")]
    assert found == ["2", "2", "2×2", "6", "2"]
    assert shown(model, "conv2", "verdict") == "full"
    assert shown(model, "input", "output") == "9×9"


@pytest.mark.parametrize(
    ("key", "typed", "output"),
    [
        ("kernel", "3x5", "7×5"),
        ("kernel", "3, 5", "7×5"),
        ("padding", "same", "9×9"),
        ("padding", "1 2 / 0 1", "10×8"),
        ("stride", "2", "4×4"),
    ],
)
def test_what_is_typed_enters_and_the_row_follows(
    store: Store, model: LayerTableModel, key: str, typed: str, output: str
) -> None:
    assert model.setData(cell(model, "conv1", key), typed)
    assert shown(model, "conv1", "output") == output
    assert store.can_undo


def test_a_name_that_only_tells_the_operation_follows_it(
    store: Store, model: LayerTableModel
) -> None:
    assert model.setData(cell(model, "conv1", "op"), "MaxPool2d")
    assert shown(model, "pool1", "output") == "7×7"
    store.undo()
    model.setData(cell(model, "conv1", "op"), "max pool")
    assert names(model) == ["input", "pool1", "conv2", "pool3", "up4", ""]


def test_a_step_is_named_by_field_and_layer(store: Store, model: LayerTableModel) -> None:
    model.setData(cell(model, "conv2", "dilation"), "2")
    assert str(store.undo_name) == "Change dilation of conv2"


def test_typing_what_is_there_is_no_step(store: Store, model: LayerTableModel) -> None:
    assert model.setData(cell(model, "conv2", "dilation"), "1")
    assert not store.can_undo


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [("stride", "0", "must be 1 or more"), ("kernel", "abc", "abc"), ("op", "fold", "fold")],
)
def test_what_no_stack_could_hold_is_refused_and_stays_out(
    qtbot: QtBot, store: Store, model: LayerTableModel, key: str, typed: str, said: str
) -> None:
    before = store.document
    with qtbot.waitSignal(model.refused) as refused:
        assert not model.setData(cell(model, "conv2", key), typed)
    index, problem = refused.args
    assert index == cell(model, "conv2", key)
    assert said in str(problem.sentence)
    assert problem.layer == "conv2"
    assert store.document == before


def test_what_only_does_not_fit_enters_and_is_marked_with_its_remedies(
    qtbot: QtBot, store: Store, model: LayerTableModel
) -> None:
    with qtbot.waitSignal(model.marked) as marked:
        assert model.setData(cell(model, "up4", "padding"), "9")
    index, problem = marked.args
    assert index == cell(model, "up4", "padding")
    assert problem.fixes
    assert store.document.layer("up4").padding.top == 9  # type: ignore[attr-defined]
    assert [shown(model, "up4", key) for key in ("output", "field", "verdict")] == [
        "–", "–", "impossible",
    ]  # fmt: skip


def test_a_dilation_that_does_not_fit_is_marked_where_it_was_typed(
    qtbot: QtBot, model: LayerTableModel
) -> None:
    with qtbot.waitSignal(model.marked) as marked:
        model.setData(cell(model, "conv2", "dilation"), "9")
    assert marked.args[0] == cell(model, "conv2", "dilation")


def test_a_cell_without_meaning_cannot_be_reached(model: LayerTableModel) -> None:
    assert cell(model, "input", "kernel").flags() == Qt.ItemFlag.NoItemFlags
    assert model.index(5, model.column_of("kernel")).flags() == Qt.ItemFlag.NoItemFlags
    follows = cell(model, "conv1", "output").flags()
    assert follows & Qt.ItemFlag.ItemIsSelectable
    assert not follows & Qt.ItemFlag.ItemIsEditable
    assert cell(model, "input", "output").flags() & Qt.ItemFlag.ItemIsEditable
    assert QModelIndex().flags() == Qt.ItemFlag.NoItemFlags


def test_a_column_appears_with_its_first_use_and_goes_with_its_last(
    model: LayerTableModel,
) -> None:
    usual = keys(model)
    assert "out_channels" not in usual
    heard = Heard(model)
    model.choose_columns({"out_channels"})
    assert ("columns inserted", 2, 2) in heard.said
    model.setData(cell(model, "conv1", "out_channels"), "2")
    model.choose_columns(set())
    assert "out_channels" in keys(model)
    model.setData(cell(model, "conv1", "out_channels"), "1")
    assert keys(model) == usual


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_table_is_spoken_in_the_windows_language(model: LayerTableModel, language: str) -> None:
    model.set_language(language)
    kernel = model.headerData(model.column_of("kernel"), Qt.Orientation.Horizontal)
    assert kernel == {"en": "kernel\nk", "zh_CN": "卷积核\nk"}[language]
    padding = cell(model, "conv1", "padding")
    assert model.setData(padding, {"en": "same", "zh_CN": "等尺寸"}[language])
    assert shown(model, "conv1", "output") == "9×9"
    assert model.setData(
        cell(model, "conv1", "op"), {"en": "max pool", "zh_CN": "最大池化"}[language]
    )


def test_a_listener_hears_layer_column_and_value(model: LayerTableModel) -> None:
    spoken = Role.AccessibleTextRole
    assert cell(model, "conv2", "dilation").data(spoken) == "layer 2, dilation, 1"
    assert cell(model, "conv2", "field").data(spoken) == "layer 2, field, 5, follows"
    assert "all 5×5 pixels" in cell(model, "conv2", "verdict").data(spoken)


def test_only_the_cells_that_differ_are_said_to_change(model: LayerTableModel) -> None:
    heard = Heard(model)
    model.setData(cell(model, "conv2", "dilation"), "2")
    dilation, output = model.column_of("dilation"), model.column_of("output")
    verdict = model.column_of("verdict")
    assert heard.said == [
        ("changed", 2, 2, dilation, verdict),
        ("changed", 3, 4, output, model.column_of("field")),
    ]


def changed(make: Callable[[Document], Document]) -> Callable[[Store], None]:
    def apply(store: Store) -> None:
        store.apply(make(store.document), STEP)

    return apply


def pasted_again(document: Document, names: list[str], at: int) -> Document:
    data = layer_clipboard.copied(document, names, "en")
    return layer_clipboard.pasted(document, at, data).change[0]


EDITS: dict[str, tuple[Callable[[Store], None], list[tuple[object, ...]]]] = {
    "insert": (
        changed(lambda d: edits.insert(d, 1, edits.new_layer(d, "max_pool", 9))),
        [("inserted", 2, 2)],
    ),
    "remove": (changed(lambda d: edits.remove(d, "conv2")), [("removed", 2, 2)]),
    "move down": (
        changed(lambda d: layer_commands.moved(d, ["conv1"], 1)[0]), [("moved", 1, 1, 3)],
    ),
    "move far": (changed(lambda d: edits.move(d, "conv1", 3)), [("moved", 1, 1, 5)]),
    "move two": (
        changed(lambda d: layer_commands.moved_to(d, ["conv1", "conv2"], 4)[0]),
        [("moved", 1, 2, 5)],
    ),
    "turn round": (
        changed(lambda d: replace(d, layers=d.layers[::-1])),
        [("moved", 4, 4, 1), ("moved", 4, 4, 2), ("moved", 4, 4, 3)],
    ),
    "duplicate": (
        changed(lambda d: layer_commands.duplicated(d, ["conv2", "pool3"])[0]),
        [("inserted", 4, 4), ("inserted", 3, 3)],
    ),
    "cut": (
        changed(lambda d: layer_commands.removed(d, ["conv1", "pool3"], is_cut=True)[0]),
        [("removed", 3, 3), ("removed", 1, 1)],
    ),
    "paste": (changed(lambda d: pasted_again(d, ["conv1", "up4"], 2)), [("inserted", 3, 4)]),
    "cell": (changed(lambda d: edits.set_field(d, "conv2", "dilation", 2)), []),
    "rename": (changed(lambda d: edits.rename(d, "conv2", "mine")), [("columns inserted", 2, 2)]),
    "operation": (
        changed(lambda d: edits.set_operation(d, "conv1", "pad")), [("columns inserted", 2, 2)],
    ),
    "input": (changed(lambda d: edits.set_input(d, "size", 20)), []),
    "everything": (
        lambda store: store.replace(stack("pad", "crop"), None),
        [("removed", 3, 4), ("columns inserted", 6, 6)],
    ),
    "nothing left": (lambda store: store.replace(Document(), None), [("removed", 1, 4)]),
}  # fmt: skip


@pytest.mark.parametrize("kind", EDITS)
def test_the_model_says_exactly_what_changed_and_stays_sound(
    store: Store, model: LayerTableModel, kind: str, qtmodeltester: ModelTester
) -> None:
    edit, expected = EDITS[kind]
    heard, mirror = Heard(model), Mirror(model)
    edit(store)
    assert [said for said in heard.said if said[0] != "changed"] == expected
    fresh = LayerTableModel(store)
    assert keys(model) == keys(fresh)
    assert mirror.rows == Mirror(fresh).rows
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    for way in (store.undo, store.redo):
        way()
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]
        assert mirror.rows == Mirror(LayerTableModel(store)).rows


@pytest.mark.parametrize("kind", EDITS)
def test_the_model_stays_sound_in_another_language_with_every_column(
    store: Store, model: LayerTableModel, kind: str, qtmodeltester: ModelTester
) -> None:
    mirror = Mirror(model)
    optional = [column.key for column in columns.optional()]
    changes: tuple[Callable[[], object], ...] = (
        lambda: model.choose_columns(optional),
        lambda: model.set_language("zh_CN"),
        lambda: EDITS[kind][0](store),
        lambda: model.choose_columns(optional[1::2]),
        store.undo,
        lambda: model.set_language("en"),
        store.redo,
        lambda: model.choose_columns(()),
    )
    for change in changes:
        change()
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert mirror.rows == Mirror(LayerTableModel(store)).rows


def test_rows_are_dropped_where_the_line_showed(store: Store, model: LayerTableModel) -> None:
    data = model.mimeData([cell(model, "up4", "op")])
    assert model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, QModelIndex())
    assert names(model)[1:-1] == ["up4", "conv1", "conv2", "pool3"]
    assert str(store.undo_name) == "Move up4"


def test_rows_of_another_stack_are_dropped_as_copies(model: LayerTableModel) -> None:
    other = Store()
    other.replace(stack("max_pool", "conv"), None)
    data = LayerTableModel(other).mimeData([cell(LayerTableModel(other), "conv2", "op")])
    assert model.dropMimeData(data, Qt.DropAction.CopyAction, 5, 0, QModelIndex())
    assert names(model)[1:-1] == ["conv1", "conv2", "pool3", "up4", "conv5"]


def test_a_layer_is_not_dropped_above_what_it_reads(
    qtbot: QtBot, store: Store, model: LayerTableModel
) -> None:
    store.apply(edits.set_field(store.document, "up4", "inputs", ["conv1"]), STEP)
    data = model.mimeData([cell(model, "up4", "op")])
    with qtbot.waitSignal(model.refused):
        assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, QModelIndex())


def test_every_column_has_a_header_of_its_own() -> None:
    assert len({column.key for column in columns.ALL}) == len(columns.ALL)

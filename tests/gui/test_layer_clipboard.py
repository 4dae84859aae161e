from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QMimeData

from engine import edits, layers
from engine.document import Document
from engine.fields import Sides
from engine.problems import Refused
from gui import layer_clipboard
from tests import source

pytestmark = pytest.mark.usefixtures("qapp")


def stack(*ops: str) -> Document:
    document = Document()
    for at, op in enumerate(ops):
        document = edits.insert(document, at, edits.new_layer(document, op, at))
    return document


def plain(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def pasted(words: str, into: Document | None = None, at: int = 0) -> Document:
    return layer_clipboard.pasted(into or Document(), at, plain(words)).change[0]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("op", layers.OPERATIONS)
def test_every_operation_comes_back_from_a_spreadsheet_as_it_went(op: str, language: str) -> None:
    document = stack("max_pool", op)
    data = layer_clipboard.copied(document, document.names(), language)
    assert pasted(data.text()).layers == document.layers


@pytest.mark.parametrize("op", layers.OPERATIONS)
def test_every_operation_comes_back_from_our_own_clipboard(op: str) -> None:
    document = stack("max_pool", op)
    data = layer_clipboard.copied(document, document.names(), "en")
    assert layer_clipboard.pasted(Document(), 0, data).change[0].layers == document.layers


def test_what_is_copied_is_a_header_of_words_and_a_line_a_layer() -> None:
    document = edits.set_field(stack("conv", "max_pool"), "conv1", "padding", [1, 2])
    data = layer_clipboard.copied(document, ["conv1", "pool2"], "en")
    assert data.text() == (
        "operation\tkernel\tstride\tpadding\tdilation\nconv\t3\t1\t1×2\t1\nmax pool\t2\t2\t0\t1\n"
    )


def test_a_copied_branch_tells_names_and_what_is_read() -> None:
    document = stack("conv", "conv", "add")
    document = edits.set_field(document, "add3", "inputs", ["conv1", "conv2"])
    data = layer_clipboard.copied(document, document.names(), "en")
    assert data.text().splitlines()[0].split("\t")[5:] == ["name", "from"]
    assert pasted(data.text()) == document


def test_lines_without_a_header_are_operation_kernel_stride_padding_dilation() -> None:
    conv, pool = pasted("Conv2d\t3x5\t1\t1 2 / 0 1\t2\nmax pool\t2\n").layers
    assert isinstance(conv, layers.Conv)
    assert (conv.kernel, conv.padding, conv.dilation) == ((3, 5), Sides(1, 2, 0, 1), (2, 2))
    assert isinstance(pool, layers.MaxPool)
    assert pool.stride == (2, 2)


@pytest.mark.parametrize(
    "header", ["Type\tFilters\tkernel_size", "op\tout_channels\tkernel", "运算\t通道\t卷积核"]
)
def test_a_header_may_be_in_any_order_and_language(header: str) -> None:
    (layer,) = pasted(f"{header}\nconv\t8\t5\n").layers
    assert isinstance(layer, layers.Conv)
    assert (layer.out_channels, layer.kernel) == (8, (5, 5))


def test_columns_that_mean_nothing_here_and_the_input_row_are_passed_over() -> None:
    words = "operation\tkernel\toutput\tremark\ninput\t\t9×9\t\nconv\t3\t7×7\tfirst\n\t\t\t\n"
    assert [layer.op for layer in pasted(words).layers] == ["conv"]


def test_commas_part_cells_where_there_is_no_tab() -> None:
    (layer,) = pasted('operation,kernel,padding\nconv,"3, 5",same\n').layers
    assert isinstance(layer, layers.Conv)
    assert (layer.kernel, layer.padding) == ((3, 5), "same")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("conv\t3\nfold\t3\n", 'line 2: unknown operation "fold"'),
        ("operation\tkernel\nconv\t0\n", "line 2: kernel must be 1 or more"),
        ("operation\tkernel\nadd\t3\n", "line 2: the operation has no kernel"),
        ("conv\t0\nconv\t3\t0\n", "line 2: stride must be 1 or more"),
        ("\n\n", "there are no layers"),
        ('[{"op": "conv"}]', "layers[0]: name is missing"),
        ("{", "this is not JSON"),
        ("[]", "there are no layers"),
    ],
)
def test_a_refusal_says_which_line_and_why(words: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        pasted(words)
    assert said in str(refused.value)


def test_layers_of_json_are_understood_as_text() -> None:
    words = '{"layers": [{"op": "conv", "name": "a", "out_channels": 1, "kernel": 3}]}'
    assert pasted(words).names() == ("a",)


def test_names_already_taken_become_free_ones_and_what_reads_them_follows() -> None:
    document = stack("conv", "conv", "add")
    document = edits.set_field(document, "add3", "inputs", ["conv1", "conv2"])
    data = layer_clipboard.copied(document, document.names(), "en")
    found = layer_clipboard.pasted(document, 3, data)
    assert found.names == ("conv4", "conv5", "add6")
    after = found.change[0]
    assert after.inputs(5) == ("conv4", "conv5")
    assert str(found.change[1]) == "Paste 3 layers"


def test_a_pasted_unpool_follows_the_pool_that_came_with_it() -> None:
    document = edits.set_field(stack("max_pool", "max_unpool"), "unpool2", "of", "pool1")
    data = layer_clipboard.copied(document, document.names(), "en")
    after = layer_clipboard.pasted(document, 2, data).change[0]
    assert after.layers[3].of == "pool3"  # type: ignore[attr-defined]


def test_more_layers_than_a_document_may_have_are_refused() -> None:
    with pytest.raises(Refused, match="512"):
        pasted("conv\n" * 513)


def test_an_empty_clipboard_cannot_be_pasted() -> None:
    assert not layer_clipboard.can_paste(plain("  \n"))
    assert layer_clipboard.can_paste(plain("conv"))


COPY_AND_LEAVE = """
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from gui import layer_clipboard
application = QGuiApplication([])
data = QMimeData()
data.setText("conv")
layer_clipboard.put(data)
assert application.clipboard().text() == "conv"
"""


def test_what_was_copied_does_not_stand_in_the_way_of_leaving() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COPY_AND_LEAVE],
        cwd=source.ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0

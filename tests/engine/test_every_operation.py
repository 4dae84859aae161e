"""Every operation is at home in every room of the engine, or says in words why it is not."""

from __future__ import annotations

import numpy as np
import pytest

from engine import counts, edits, file_format, labels, layers, related, report, scenes, words
from engine.document import Document, Input, View
from engine.layers import MaxUnpool, Upsample
from engine.problems import Refused
from engine.report import Row
from engine.values import graph

from .stacks import layer

EVERY = pytest.mark.parametrize("op", layers.OPERATIONS)
CHANNELS = 4


def document(op: str) -> Document:
    """A small stack that ends in a layer of that operation."""
    empty = Document(input=Input(CHANNELS, (6, 6)), layers=(layer("max_pool", "p", kernel=2),))
    made = edits.new_layer(empty, op, 1)
    if isinstance(made, MaxUnpool):
        made = layer("max_unpool", made.name, of="p")
    if isinstance(made, layers.MERGES):
        made = layer(op, made.name, inputs=["p", "p"])
    if isinstance(made, layers.PixelUnshuffle):
        made = layer(op, made.name, factor=3)
    return edits.insert(empty, 1, made)


def row(op: str) -> Row:
    found = report.resolve(document(op))
    assert not found.problems
    return found.rows[-1]


@EVERY
def test_it_has_a_name_in_both_languages(op: str) -> None:
    english, chinese = (words.say(labels.OPERATIONS[op], language) for language in words.LANGUAGES)
    assert english
    assert chinese != english


@EVERY
def test_each_of_its_fields_has_a_word(op: str) -> None:
    unnamed = set(layers.field_names(layers.OPERATIONS[op])) - set(labels.FIELDS)
    assert not unnamed


@EVERY
def test_it_has_a_shape_and_a_cost(op: str) -> None:
    found = row(op)
    assert min(found.shape) >= 1
    assert found.params >= 0
    assert found.macs >= 0


@EVERY
def test_it_has_a_field_or_none_that_could_be_told(op: str) -> None:
    unknown = {name for name in layers.OPERATIONS if name.startswith(("adaptive", "global"))}
    assert (row(op).fields[0] is None) == (op in unknown | {"max_unpool"})


@EVERY
def test_its_paths_are_counted_unless_they_depend_on_the_numbers(op: str) -> None:
    found = report.resolve(document(op))
    name, (_, height, width) = found.rows[-1].name, found.rows[-1].shape
    usage = counts.usage(found, name)
    assert (usage is None) == (op == "max_unpool")
    cells = related.related(found, name, (height // 2, width // 2))
    assert ("input" in cells) == (op != "max_unpool")


@EVERY
def test_it_has_numbers_of_its_shape(op: str) -> None:
    found = report.resolve(document(op))
    last = found.rows[-1]
    computed = graph.compute(found)
    assert not computed.problems
    numbers = computed.maps[last.name]
    assert numbers.shape == last.shape
    assert numbers.dtype == np.float64


SLIDING = {
    "conv", "depthwise_conv", "separable_conv", "deform_conv", "max_pool", "avg_pool", "max_unpool",
    "adaptive_avg_pool", "adaptive_max_pool", "global_avg_pool", "global_max_pool", "upsample",
    "pixel_shuffle", "pixel_unshuffle",
}  # fmt: skip


@EVERY
@pytest.mark.parametrize("channel", [None, 0])
def test_it_slides_or_says_why_it_does_not(op: str, channel: int | None) -> None:
    found = report.resolve(document(op))
    view = View("slide", channel=channel)
    if op not in SLIDING:
        with pytest.raises(Refused) as caught:
            scenes.build(None, found, view)
        assert "no window slides in" in words.say(caught.value.problem.sentence)
        assert all(words.say(caught.value.problem.sentence, tongue) for tongue in words.LANGUAGES)
        return
    channels, rows, columns = found.rows[-1].shape
    timeline = scenes.build(None, found, view)
    alone = channel is not None or channels > 4
    assert timeline.length == rows * columns * (1 if alone else channels)
    last = timeline.step(timeline.length - 1)
    shown = {grid.key: grid for grid in last.grids}
    fillings = [one for one in last.fillings if shown[one.grid].key.stage == "output"]
    assert fillings
    assert all(one.count == rows * columns for one in fillings)


@EVERY
def test_it_is_written_and_read(op: str) -> None:
    assert file_format.read(file_format.write(document(op))).document == document(op)


def test_a_new_up_sampling_doubles() -> None:
    made = document("upsample").layers[-1]
    assert isinstance(made, Upsample)
    assert made.scale == (2, 2)

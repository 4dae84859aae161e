"""Every change makes another document and leaves the one it was made from."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from engine import edits, file_format, layers, report
from engine.document import Document, View
from engine.layers import MaxPool, MaxUnpool, Upsample
from engine.problems import Refused

from .stacks import conv, layer, resolved, stack


def chain() -> Document:
    return stack(conv("a"), conv("b", 5), conv("c", 1))


def reads(document: Document) -> dict[str, tuple[str, ...]]:
    return {one.name: document.inputs(at) for at, one in enumerate(document.layers)}


def test_a_field_is_set_in_the_form_of_a_file() -> None:
    after = edits.set_field(chain(), "b", "padding", {"left": 2})
    assert resolved(*after.layers).rows[1].shape == (1, 3, 5)


def test_a_value_that_no_stack_could_hold_is_refused_with_its_place() -> None:
    with pytest.raises(Refused) as refused:
        edits.set_field(chain(), "b", "stride", 0)
    problem = refused.value.problem
    assert (problem.layer, problem.field, problem.code) == ("b", "stride", "not_positive")


def test_a_value_that_only_does_not_fit_here_is_taken() -> None:
    after = edits.set_field(chain(), "b", "dilation", 9)
    assert [problem.code for problem in report.resolve(after).problems] == ["kernel_too_large"]


def test_setting_what_is_there_gives_an_equal_document() -> None:
    assert edits.set_field(chain(), "b", "kernel", [5, 5]) == chain()


def test_nothing_takes_a_field_back_to_its_default() -> None:
    after = edits.set_field(edits.set_field(chain(), "a", "stride", 2), "a", "stride", None)
    assert after == chain()
    with pytest.raises(Refused):
        edits.set_field(chain(), "a", "kernel", None)


def test_a_scale_takes_the_place_of_a_size() -> None:
    before = stack(layer("upsample", "up", size=9))
    scaled = edits.set_field(before, "up", "scale", 3).layer("up")
    assert isinstance(scaled, Upsample)
    assert (scaled.scale, scaled.size) == ((3, 3), None)


def test_an_inserted_layer_is_read_by_the_one_below() -> None:
    after = edits.insert(chain(), 1, conv("new"))
    assert reads(after) == {"a": ("input",), "new": ("a",), "b": ("new",), "c": ("b",)}


def test_a_stack_takes_512_layers_and_no_name_twice() -> None:
    with pytest.raises(Refused) as refused:
        edits.insert(chain(), 0, conv("c"))
    assert refused.value.problem.code == "duplicate_name"
    full = stack(*(conv(f"l{at}", 1) for at in range(512)))
    with pytest.raises(Refused) as refused:
        edits.insert(full, 0, conv("more"))
    assert refused.value.problem.code == "too_large"


def branched() -> Document:
    return stack(
        conv("a", padding=1), conv("b", padding=1), layer("add", "sum", inputs=["b", "a"]),
        conv("c", inputs=["b"]),
    )  # fmt: skip


def test_readers_of_a_removed_layer_read_its_first_input() -> None:
    assert reads(edits.remove(branched(), "b")) == {
        "a": ("input",),
        "sum": ("a", "a"),
        "c": ("a",),
    }
    assert reads(edits.remove(branched(), "sum"))["c"] == ("b",)
    assert reads(edits.remove(branched(), "a"))["sum"] == ("b", "input")


def test_an_unpool_keeps_the_numbers_of_its_pool_when_that_goes() -> None:
    before = stack(
        layer("max_pool", "pool", kernel=3, stride=2), layer("max_unpool", "un", of="pool")
    )
    unpool = edits.remove(before, "pool").layer("un")
    assert isinstance(unpool, MaxUnpool)
    assert (unpool.of, unpool.kernel, unpool.stride) == (None, (3, 3), (2, 2))


def test_the_view_forgets_a_removed_layer() -> None:
    shown = replace(chain(), view=View(layers=("a", "b")))
    assert edits.remove(shown, "b").view.layers == ("a",)
    assert edits.remove(replace(shown, view=View(layers=("b",))), "b").view.layers is None


def test_a_chain_may_be_put_in_any_order() -> None:
    after = edits.move(chain(), "c", 0)
    assert reads(after) == {"c": ("input",), "a": ("c",), "b": ("a",)}


def test_no_layer_moves_before_what_it_names() -> None:
    with pytest.raises(Refused) as refused:
        edits.move(branched(), "sum", 0)
    assert refused.value.problem.code == "unknown_input"
    with pytest.raises(Refused):
        edits.move(branched(), "a", 3)


def test_a_copy_reads_the_layer_and_is_read_by_the_next() -> None:
    after = edits.duplicate(chain(), "b")
    assert reads(after) == {"a": ("input",), "b": ("a",), "conv3": ("b",), "c": ("conv3",)}


def test_the_copy_of_a_merge_reads_what_the_merge_reads() -> None:
    assert reads(edits.duplicate(branched(), "sum"))["add4"] == ("b", "a")


def test_whatever_names_a_layer_follows_its_new_name() -> None:
    before = stack(
        layer("max_pool", "p", kernel=2), conv("x", 1), layer("max_unpool", "un", of="p"),
        layer("concat", "both", inputs=["x", "p"]),
    )  # fmt: skip
    after = edits.set_field(replace(before, view=View(layers=("p",))), "p", "name", "pool")
    assert reads(after)["both"] == ("x", "pool")
    unpool = after.layer("un")
    assert isinstance(unpool, MaxUnpool)
    assert (unpool.of, after.view.layers) == ("pool", ("pool",))


def test_a_name_that_is_taken_is_refused() -> None:
    for name in ("b", "input"):
        with pytest.raises(Refused) as refused:
            edits.rename(chain(), "a", name)
        assert refused.value.problem.code == "duplicate_name"
    assert edits.rename(chain(), "a", "a") == chain()


def test_another_operation_keeps_what_both_have() -> None:
    before = stack(conv("a", 3, stride=2, padding=[1, 0], out_channels=4))
    pool = edits.set_operation(before, "a", "max_pool").layer("a")
    assert isinstance(pool, MaxPool)
    assert (pool.kernel, pool.stride) == ((3, 3), (2, 2))
    back = edits.set_operation(edits.set_operation(before, "a", "add"), "a", "conv")
    assert back.layer("a").op == "conv"
    assert edits.set_operation(before, "a", "conv") == before
    with pytest.raises(Refused) as refused:
        edits.set_operation(before, "a", "convv")
    assert refused.value.problem.code == "unknown_op"


def test_the_input_is_edited_like_any_field() -> None:
    after = edits.set_input(edits.set_input(chain(), "size", [4, 5]), "channels", 3)
    assert (after.input.size, after.input.channels) == ((4, 5), 3)
    with pytest.raises(Refused) as refused:
        edits.set_input(chain(), "size", 0)
    assert refused.value.problem.field == "input.size"


def test_title_and_notes_hold_any_text_that_a_file_can() -> None:
    assert edits.set_text(chain(), "title", "网格").title == "网格"
    with pytest.raises(Refused):
        edits.set_text(chain(), "notes", "\ud800")


@pytest.mark.parametrize("op", layers.OPERATIONS)
def test_a_new_layer_of_every_operation_can_be_made_put_in_and_written(op: str) -> None:
    before = chain()
    after = edits.insert(before, 3, edits.new_layer(before, op, 3))
    assert file_format.read(file_format.write(after)).document == after


def test_new_names_tell_the_operation_and_the_place() -> None:
    assert edits.free_name(chain(), "max_pool", 3) == "pool4"
    taken = edits.rename(chain(), "a", "pool4")
    assert edits.free_name(taken, "max_pool", 3) == "pool5"


def random_edit(document: Document, draw: random.Random) -> Document:
    names = document.names()
    if not names or draw.random() < 0.3:
        at = draw.randint(0, len(names))
        made = edits.new_layer(document, draw.choice(list(layers.OPERATIONS)), at)
        return edits.insert(document, at, made)
    name, op = draw.choice(names), draw.choice(list(layers.OPERATIONS))
    above = ["input", *names[: names.index(name)]]
    choices = [
        lambda: edits.remove(document, name),
        lambda: edits.move(document, name, draw.randint(0, len(names) - 1)),
        lambda: edits.duplicate(document, name),
        lambda: edits.rename(document, name, f"n{draw.randrange(99)}"),
        lambda: edits.set_operation(document, name, op),
        lambda: edits.set_field(document, name, "inputs", draw.choices(above, k=2)),
    ]
    return draw.choice(choices)()


def test_any_walk_of_edits_leaves_a_document_that_is_written_read_and_explained() -> None:
    draw = random.Random(11)
    document, refused = chain(), 0
    for _ in range(2_000):
        try:
            document = random_edit(document, draw)
        except Refused:
            refused += 1
        if len(document.layers) > 12:
            document = chain()
        assert file_format.read(file_format.write(document)).document == document
        codes = {problem.code for problem in report.resolve(document).problems}
        assert "unknown_input" not in codes
    assert 0 < refused < 1_000

"""What one word says of a layer: each finding, which is the worst, and when nothing can be told."""

from __future__ import annotations

import pytest

from engine import verdicts, words
from engine.layers import Layer
from engine.verdicts import Kind, Verdict
from tests.engine.stacks import conv, layer, resolved


def told(*parts: Layer, size: int = 9) -> dict[str, tuple[Kind, str]]:
    found = verdicts.of(resolved(*parts, size=(size, size)))
    return {name: (one.kind, words.say(one.word)) for name, one in found.items()}


def of_last(*parts: Layer, size: int = 9) -> Verdict:
    found = verdicts.verdict(resolved(*parts, size=(size, size)), parts[-1].name)
    assert found is not None
    return found


def pool(name: str, **raw: object) -> Layer:
    return layer("max_pool", name, **{"kernel": 2, **raw})


def up(name: str, kernel: int, **raw: object) -> Layer:
    return layer("conv_transpose", name, out_channels=1, kernel=kernel, stride=2, **raw)


def test_every_layer_of_a_usual_stack_has_its_word() -> None:
    assert told(
        conv("conv1", padding=1),
        conv("conv2", dilation=2, padding=2),
        pool("pool3"),
        up("up4", 4, padding=1),
    ) == {
        "conv1": (Kind.GOOD, "full"),
        "conv2": (Kind.GOOD, "full"),
        "pool3": (Kind.WARN, "unread 1"),
        "up4": (Kind.GOOD, "even"),
    }


def test_rates_that_share_a_factor_leave_holes_in_every_layer() -> None:
    found = told(*(conv(name, dilation=2, padding=2) for name in ("a", "b", "c")), size=13)
    assert set(found.values()) == {(Kind.BAD, "holes")}


def test_holes_are_told_with_their_numbers() -> None:
    found = of_last(*(conv(name, dilation=2, padding=2) for name in ("a", "b", "c")), size=13)
    assert words.say(found.sentence) == (
        "Seen from the input, an output pixel of c uses 49 of the 169 pixels of its field."
    )


def test_a_field_too_large_to_count_still_has_its_holes() -> None:
    found = of_last(*(conv(f"c{at}", dilation=2, padding=2) for at in range(40)), size=13)
    assert words.say(found.sentence) == "Seen from the input, the field of c39 has holes."


@pytest.mark.parametrize(
    ("kernel", "word", "kind"), [(4, "even", Kind.GOOD), (3, "uneven", Kind.WARN)]
)
def test_a_transposed_layer_is_even_if_its_stride_divides_its_kernel(
    kernel: int, word: str, kind: Kind
) -> None:
    assert told(up("up", kernel)) == {"up": (kind, word)}


def test_unevenness_is_told_with_the_least_and_the_most() -> None:
    assert words.say(of_last(up("up", 3)).sentence) == (
        "Output pixels of up get unequally many input pixels, from 1 to 4."
    )


def test_a_layer_that_cannot_be_is_impossible_and_says_why() -> None:
    found = of_last(conv("wide", 11))
    assert (found.kind, words.say(found.word)) == (Kind.BAD, "impossible")
    assert words.say(found.sentence).startswith("kernel 11 covers 11 rows")


def test_of_what_follows_an_impossible_layer_nothing_is_told() -> None:
    assert "after" not in told(conv("wide", 11), conv("after"))


def test_branches_that_look_apart_are_misaligned() -> None:
    skewed = told(
        conv("a", 2),
        layer("pad", "shift", padding={"top": 1, "left": 1}, inputs=["input"]),
        layer("crop", "cut", crop={"bottom": 2, "right": 2}),
        layer("add", "sum", inputs=["a", "cut"]),
    )
    assert skewed["sum"] == (Kind.WARN, "misaligned")


def test_holes_are_worse_than_cells_that_are_not_read() -> None:
    assert told(conv("a", dilation=2, stride=2), size=8)["a"] == (Kind.BAD, "holes")


def test_of_a_layer_without_a_fixed_window_nothing_is_told() -> None:
    assert told(layer("adaptive_avg_pool", "pool", output_size=2)) == {}


def test_every_word_has_at_most_ten_letters() -> None:
    for word in ("impossible", "holes", "misaligned", "unread 12", "uneven", "even", "full"):
        assert len(word) <= 10
    assert len(told(conv("a", 200), size=300)["a"][1]) <= 10
    big = told(pool("p", kernel=1, stride=200), size=399)["p"]
    assert big == (Kind.WARN, "unread 198")

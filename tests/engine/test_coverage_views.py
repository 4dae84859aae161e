"""From where a layer can be seen, from where at first, and what is said where it cannot."""

from __future__ import annotations

import pytest

from engine import coverage_views
from engine.coverage_views import Views
from engine.layers import Layer

from .stacks import conv, layer, resolved


def backbone(*behind: Layer) -> tuple[Layer, ...]:
    return (
        conv("stem", 7, stride=2, padding=3),
        layer("max_pool", "pool", kernel=3, stride=2, padding=1),
        conv("a", padding=1),
        *behind,
    )


TAIL = backbone(*(conv(f"d{at}", dilation=2, padding=2) for at in range(23)))


def views(*parts: Layer, target: str) -> Views:
    return Views(resolved(*parts, size=(64, 64)), target)


def test_every_map_of_the_chain_can_be_looked_at() -> None:
    found = views(*TAIL, target="d1")
    assert found.sources == ("input", "stem", "pool", "a", "d0")


def test_behind_a_stride_the_dilated_part_is_seen_from_its_own_map() -> None:
    found = views(*TAIL, target="d22")
    assert found.usual == "a"
    assert found.other("a") == "input"
    assert found.other("input") == "a"
    assert found.other("pool") == "a"


def test_at_full_resolution_the_first_layers_belong_to_the_group() -> None:
    rates = [conv(f"c{rate}", dilation=rate, padding=rate) for rate in (1, 2, 5)]
    found = views(*rates, target="c5")
    assert found.usual == "input"
    assert found.other("input") == "c1"


def test_one_dilated_layer_is_no_group() -> None:
    found = views(*backbone(conv("d", dilation=2, padding=2)), target="d")
    assert (found.usual, found.own) == ("input", None)


def test_a_dilated_part_that_has_ended_has_no_say() -> None:
    parts = (*TAIL[:5], layer("max_pool", "p", kernel=2, stride=2))
    assert views(*parts, target="p").usual == "input"


def test_a_choice_that_is_gone_is_the_usual_one() -> None:
    found = views(*TAIL, target="d0")
    assert found.present("stem") == "stem"
    assert found.present("d5") == "input"
    assert found.present(None) == "input"


def test_deeplabs_tail_has_holes_from_its_own_map_and_none_from_the_image() -> None:
    found = views(*TAIL, target="d22")
    own, image = found.run("a"), found.run("input")
    assert own.rates == ((2,) * 23,) * 2
    assert (own.coverage(1).hull, own.coverage(1).touched) == (93, 47)
    assert own.jumps == (1, 1)
    assert own.is_of_dilations
    assert image.coverage(1).full
    assert image.rates[1][:4] == (1, 2, 4, 8)
    assert not image.is_of_dilations


def test_rows_and_columns_have_steps_of_their_own() -> None:
    parts = (conv("a", [3, 1], stride=[2, 1], padding=[1, 0]), conv("b", 3, dilation=[1, 2]))
    run = views(*parts, target="b").run("input")
    assert (run.kernels, run.rates, run.jumps) == (((3, 3), (3,)), ((1, 2), (2,)), (2, 1))
    assert run.coverage(0) is not run.coverage(1)


JOINED = (
    conv("a", padding=1), conv("b", padding=1), layer("add", "sum", inputs=["a", "b"]),
    conv("c", padding=1),
)  # fmt: skip


def test_where_branches_meet_the_layers_behind_are_seen_from_there() -> None:
    assert views(*JOINED, target="c").sources == ("sum",)
    assert views(*JOINED, target="b").sources == ("input", "a")


ENLARGES = (
    "{} enlarges its map, so what an output reads changes with its phase. Coverage is told of "
    "windows that slide."
)


@pytest.mark.parametrize(
    ("parts", "target", "why", "near"),
    [
        (JOINED, "sum", "sum joins branches. Coverage is told of layers that each read one map.",
         "b"),
        ((layer("upsample", "up", scale=2), conv("a")), "up",
         ENLARGES.format("up"), "a"),
        ((conv("a"), layer("conv_transpose", "t", out_channels=1, kernel=4, stride=2)), "t",
         ENLARGES.format("t"), "a"),
        ((layer("global_avg_pool", "g"),), "g",
         "g has no fixed window. Coverage is told of windows that slide.", None),
        ((conv("a"), conv("wide", 99)), "wide",
         "wide is impossible, so nothing can be told of its coverage.", "a"),
    ],
)  # fmt: skip
def test_where_coverage_has_no_meaning_that_is_said_and_what_to_look_at_instead(
    parts: tuple[Layer, ...], target: str, why: str, near: str | None
) -> None:
    report = resolved(*parts, size=(64, 64))
    found = Views(report, target)
    assert (found.sources, found.usual) == ((), None)
    assert str(coverage_views.why_none(report, target)) == why
    assert coverage_views.nearest(report, target) == near

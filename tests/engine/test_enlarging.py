"""The smallest input: no smaller one would do, and nothing else of the stack breaks with it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine import enlarging, report
from engine.problems import INPUT_SIZE

from .stacks import conv, layer, stack

if TYPE_CHECKING:
    from engine.document import Document
    from engine.layers import Layer

SIZE = (4, 6)
MOST = 90


def drawn(draw: random.Random, name: str) -> Layer:
    def both(most: int, least: int = 1) -> list[int]:
        return [draw.randint(least, most), draw.randint(least, most)]

    kinds: list[tuple[str, dict[str, Any]]] = [
            (
                "conv",
                {
                    "out_channels": 1, "kernel": both(5), "stride": both(2), "dilation": both(3),
                    "padding": {"top": draw.randint(0, 2), "left": draw.randint(0, 2)},
                    "padding_mode": draw.choice(["zeros", "reflect", "circular"]),
                },
            ),
            ("max_pool", {"kernel": both(4), "dilation": both(2), "ceil_mode": True}),
            ("avg_pool", {"kernel": both(4, 2), "padding": 1}),
            ("upsample", {"scale": 2}),
            ("conv_transpose", {"out_channels": 1, "kernel": both(3), "stride": 2, "padding": 1}),
            ("crop", {"crop": {"top": draw.randint(0, 2), "right": draw.randint(0, 2)}}),
            ("pad", {"padding": 2, "mode": "reflect"}),
            ("pixel_unshuffle", {"factor": 1}),
    ]  # fmt: skip
    op, facts = draw.choice(kinds)
    return layer(op, name, **facts)


def possible(document: Document, size: tuple[int, int]) -> bool:
    tried = replace(document, input=replace(document.input, size=size))
    return not report.resolve(tried).problems


def smallest(document: Document) -> tuple[int, int] | None:
    """By trying: each axis with the other as long as can be."""
    rows = next((n for n in range(SIZE[0], MOST) if possible(document, (n, MOST))), None)
    columns = next((n for n in range(SIZE[1], MOST) if possible(document, (MOST, n))), None)
    return None if rows is None or columns is None else (rows, columns)


def test_the_least_input_is_the_one_that_trying_finds() -> None:
    draw = random.Random(11)
    compared = 0
    for _ in range(400):
        document = stack(*(drawn(draw, f"l{at}") for at in range(draw.randint(1, 5))), size=SIZE)
        if not any(one.code == enlarging.KERNEL for one in report.resolve(document).problems):
            continue
        found = smallest(document)
        if found is not None:
            compared += 1
            assert enlarging.larger_input(document) == found, document
    assert compared > 70


def test_every_layer_after_the_first_that_fails_is_possible_too() -> None:
    document = stack(*(conv(f"c{at}", dilation=2) for at in range(6)), size=9)
    assert enlarging.larger_input(document) == (25, 25)


def test_branches_are_all_thought_of() -> None:
    document = stack(
        conv("a", 7, padding=3),
        conv("b", 11, padding=5, inputs=["a"]),
        conv("c", 15, inputs=["a"]),
        layer("concat", "d", inputs=["a", "b"]),
        size=9,
    )
    assert enlarging.larger_input(document) == (15, 15)


def test_a_problem_that_has_nothing_to_do_with_it_does_not_stand_in_the_way() -> None:
    document = stack(conv("a", 11), layer("add", "b", inputs=["input"]), size=9)
    assert enlarging.larger_input(document) == (11, 11)


def test_nothing_is_offered_where_a_larger_input_breaks_something_else() -> None:
    document = stack(layer("pixel_unshuffle", "a", factor=2), conv("b", 5), size=8)
    assert enlarging.larger_input(document) == (10, 10)
    odd = stack(layer("pixel_unshuffle", "u", factor=8), conv("a", 11, inputs=["input"]), size=8)
    assert enlarging.larger_input(odd) is None


def test_an_input_nobody_would_want_is_not_offered() -> None:
    halves = [layer("max_pool", f"p{at}", kernel=2) for at in range(7)]
    document = stack(*halves, conv("c", 99), size=256)
    (problem,) = report.resolve(document).problems
    assert INPUT_SIZE not in {fix.field for fix in problem.fixes}

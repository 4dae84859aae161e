"""The stages of transposed convolutions, as they are shown, against PyTorch and against stamps."""

from __future__ import annotations

import random
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest

from engine import given, report, words
from engine.document import Document, Input, View
from engine.frame import Frame, Grid, Part, Tone
from engine.layers import ConvTranspose
from engine.roles import Role
from engine.scenes import building, spread_map, stage_cells, telling, turns
from engine.timeline import Timeline
from engine.values import transposed
from tests.engine.stacks import layer

from .one_thread import torch
from .torch_layers import cropped

F = torch.nn.functional
LAYERS, BATCHES, CELLS = 2_000, 20, 3


class Case(NamedTuple):
    """A layer, its numbers, the channel shown, and its map as PyTorch makes it."""

    part: ConvTranspose
    x: np.ndarray[Any, np.dtype[np.float64]]
    weights: np.ndarray[Any, np.dtype[np.float64]]
    channel: int
    expected: Any

    def timeline(self) -> Timeline:
        values = given.from_flat(self.x.ravel().tolist(), self.x.shape)
        document = Document(input=Input(len(self.x), self.x.shape[1:], values), layers=(self.part,))
        return building.build("transposed", report.resolve(document), View(channel=self.channel))


def pair(rng: random.Random, low: int, high: int) -> tuple[int, int]:
    return rng.randint(low, high), rng.randint(low, high)


def drawn(seed: int) -> Case | None:
    """A random layer; None where padding leaves nothing."""
    rng = random.Random(seed)
    groups, outputs = rng.choice((1, 1, 1, 2)), rng.randint(1, 2)
    channels = groups * rng.randint(1, 2)
    size, kernel = pair(rng, 1, 4), pair(rng, 1, 4)
    stride, dilation = pair(rng, 1, 3), pair(rng, 1, 3)
    extra = [rng.randint(0, max(s, d) - 1) for s, d in zip(stride, dilation, strict=True)]
    # Beyond what the kernel reaches: then the border cuts off.
    sides = [rng.randint(0, dilation[at // 2] * (kernel[at // 2] - 1) + 2) for at in range(4)]
    numbers = np.random.default_rng(seed)
    x = numbers.integers(-9, 10, (channels, *size)).astype(np.float64)
    weights = numbers.integers(-9, 10, (channels, outputs, *kernel)).astype(np.float64)
    bias = numbers.integers(-9, 10, groups * outputs).astype(np.float64)
    # PyTorch wants less output padding than the larger of stride and dilation, as we do.
    full = F.conv_transpose2d(
        torch.tensor(x)[None], torch.tensor(weights), None,
        stride, 0, tuple(extra), groups, dilation,
    )  # fmt: skip
    if full.shape[2] - sides[0] - sides[1] < 1 or full.shape[3] - sides[2] - sides[3] < 1:
        return None
    made = cropped(full, (sides[0], sides[1], sides[2], sides[3]))[0]
    part = layer(
        "conv_transpose", "up", out_channels=groups * outputs, kernel=list(kernel),
        stride=list(stride), dilation=list(dilation), groups=groups, output_padding=extra,
        padding=dict(zip(("top", "bottom", "left", "right"), sides, strict=True)),
        weights=weights.tolist(), bias=bias.tolist(),
    )  # fmt: skip
    assert isinstance(part, ConvTranspose)
    channel = rng.randrange(groups * outputs)
    return Case(part, x, weights, channel, (made + torch.tensor(bias)[:, None, None])[channel])


@cache
def cases(batch: int) -> list[Case]:
    found: list[Case] = []
    seed = batch * 1_000_000
    while len(found) < LAYERS // BATCHES:
        case = drawn(seed)
        seed += 1
        if case is not None:
            found.append(case)
    return found


def grid(frame: Frame, stage: str) -> Grid:
    return next(one for one in frame.grids if one.key.stage == stage)


def values(shown: Grid) -> np.ndarray[Any, np.dtype[np.float64]]:
    assert shown.values is not None
    return shown.values


def said(part: Part) -> str:
    return part.content if isinstance(part.content, str) else words.say(part.content)


def told(frame: Frame) -> tuple[float, float]:
    """What the frame says that the cell comes to: by products, and by stamps."""
    result = next(
        part for line in frame.captions[-2].lines for part in line if part.tone is Tone.RESULT
    )
    note = next(one for one in frame.captions if one.slot.stage == telling.NOTE)
    stamps = said(note.lines[1][0]).replace(" with the bias", "").split(" ")[-1]
    return number(said(result)), number(stamps)


def number(shown: str) -> float:
    return float(shown.replace("\N{MINUS SIGN}", "-").replace("\N{THIN SPACE}", ""))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_stages_stamps_and_torch_agree_exactly(batch: int) -> None:
    for case in cases(batch):
        timeline = case.timeline()
        last = timeline.frame_at(timeline.length - 1)
        rows, columns = case.expected.shape
        assert timeline.length == 4 + rows * columns
        assert np.array_equal(values(grid(last, turns.OUTPUT)), case.expected.numpy())
        bias = case.part.bias.flat()[case.channel]  # type: ignore[union-attr]
        stamped = transposed.by_stamps(case.x, case.weights, case.part)[case.channel]
        assert np.array_equal(stamped + bias, case.expected.numpy())
        for step in {0, (rows * columns) // 2, rows * columns - 1}:
            wanted = case.expected[divmod(step, columns)].item()
            assert told(timeline.frame_at(4 + step)) == (wanted, wanted), case


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_last_stage_convolved_plainly_is_what_the_shown_channel_adds(batch: int) -> None:
    for case in cases(batch):
        last = case.timeline().frame_at(1e9)
        slid, turned = grid(last, spread_map.SLID), grid(last, stage_cells.TURNED)
        kernel = values(turned)[turned.roles == Role.WINDOW].reshape(1, 1, *case.part.kernel)
        plain = F.conv2d(
            torch.tensor(values(slid).copy())[None, None],
            torch.tensor(kernel),
            dilation=case.part.dilation,
        )
        alone = np.zeros_like(case.x)
        alone[slid.key.channel] = case.x[slid.key.channel]
        stamped = transposed.by_stamps(alone, case.weights, case.part)[case.channel]
        assert np.array_equal(plain[0, 0].numpy(), stamped)


def test_every_kind_of_border_is_among_them() -> None:
    borders = [end for batch in range(BATCHES) for case in cases(batch)
               for axis in transposed.borders(case.part) for end in axis]  # fmt: skip
    assert min(borders) < 0 < max(borders)
    assert 0 in borders

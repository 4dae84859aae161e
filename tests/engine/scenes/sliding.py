"""Sliding windows for tests: small documents as timelines, and what a frame says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine import given, report, scenes, words
from engine.arrangement import Choice, Slot, Table
from engine.document import Document, Input, View
from engine.frame import Caption, Frame, Grid, Window
from engine.layers import Layer
from engine.timeline import Timeline
from engine.words import Text

NO_VIEW = View()
PICTURED = [[2, 3, 1, 3, 0], [0, 1, 3, 0, 2], [2, 3, 1, 2, 3], [0, 1, 3, 0, 1], [2, 3, 0, 2, 3]]
PICTURED_KERNEL = [[[[1, 0, 2], [0, 1, 0], [2, 1, 1]]]]


def stack(*layers: Layer, values: Any) -> Document:
    """The layers on an input of those numbers, [rows][columns] or [channels][rows][columns]."""
    array = np.array(values, dtype=np.float64)
    maps = array if array.ndim == 3 else array[None]
    numbers = given.from_flat(maps.ravel().tolist(), maps.shape)
    return Document(input=Input(len(maps), maps.shape[1:], numbers), layers=layers)


def slide(document: Document, view: View = NO_VIEW) -> Timeline:
    """The scene of the last layer."""
    return scenes.build("slide", report.resolve(document), view)


def counted(rows: int, columns: int, channels: int = 1) -> NDArray[np.float64]:
    """Numbers of which no two are equal."""
    return np.arange(1.0, channels * rows * columns + 1).reshape(channels, rows, columns)


def said(words_or_text: Text | str) -> str:
    return words.say(words_or_text) if isinstance(words_or_text, Text) else words_or_text


def grid(frame: Frame, stage: str, channel: int = 0) -> Grid:
    return next(one for one in frame.grids if one.key[1:3] == (stage, channel))


def source(frame: Frame) -> Grid:
    return next(one for one in frame.grids if one.key.stage == "input")


def window(frame: Frame) -> Window | None:
    """The cells that are read; None where there are none."""
    return next((one for one in frame.windows if one.fills), None)


def caption(frame: Frame, stage: str = "sum") -> Caption:
    return next(one for one in frame.captions if one.slot.stage == stage)


def lines(frame: Frame, stage: str = "sum") -> list[list[str]]:
    """The words of a caption, part by part."""
    return [[said(part.content) for part in line] for line in caption(frame, stage).lines]


def sentence(frame: Frame, stage: str = "sum") -> str:
    """The words of a caption in one line."""
    return " ".join(part for line in lines(frame, stage) for part in line if part.strip())


def slots(node: object) -> Iterator[Slot]:
    """All the rooms for captions in an arrangement."""
    if isinstance(node, Slot):
        yield node
    elif isinstance(node, Choice):
        yield from slots(node.wide)
    elif isinstance(node, Table):
        for row in node.rows:
            for one in row:
                yield from slots(one)

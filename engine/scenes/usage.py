"""The scene of usage: how many paths lead from each input pixel into all of a layer's output."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine import counts, number_text
from engine.arrangement import Arrangement, Choice, Gap, Item, Slot, Table, column, row
from engine.document import INPUT
from engine.frame import Caption, Frame, Grid, Heading, Key, Legend, Part, Side, Size, Tone
from engine.patches import Product
from engine.problems import Problem, Refused
from engine.roles import Role
from engine.scenes import map_words, path_maps, path_ramp, reported, usage_words
from engine.scenes.path_maps import Look, PathMap
from engine.scenes.piece import Piece
from engine.timeline import Timeline
from engine.words import text

if TYPE_CHECKING:
    from engine.arrangement import Node
    from engine.document import View
    from engine.frame import Array
    from engine.patches import Patch
    from engine.report import Report, Row

BARS, STACK, REASONS = "bars", "stack", "reasons"
LARGEST_SHOWN = 256
# The longest bar takes this share of the map's longer side.
LONGEST_BAR = 0.15
CLOSE = Gap(titles=1.0)
TO_WORDS = Gap(titles=3.0)
WORDS_FROM = 640  # pixels of width; narrower figures do without the list of layers


def build(report: Report, view: View) -> Timeline:
    """The input with its paths, a bar for each row, the layers, and why pixels are left out."""
    shown = reported.layer(report, view)
    patch = counts.in_map(report, shown.name)
    if patch is None:
        raise Refused(_unknown(shown))
    one = PathMap(INPUT, path_maps.size_of(report, INPUT), patch)
    piece = _piece(one, shown, view)
    ramp = path_ramp.of([one]) if one.ends is not None else None
    source = _map(one, piece, ramp, report)
    side = _bars(one, piece)
    legend = _legend(one, ramp)
    captions = tuple(_captions(report, shown, one))
    headline = usage_words.headline(one, shown.name)
    frame = Frame(0, 1, (source, side), captions=captions, headline=headline, legend=legend)
    body = _body(source, side, captions)
    return Timeline(1, Arrangement(body, headline, legend), lambda _: frame)


def _unknown(shown: Row) -> Problem:
    sentence = text(
        "how often it uses a pixel is not known: an unpool stands before it, whose places depend "
        "on the numbers, or its branches have too many pixels to count each."
    )
    return Problem(shown.name, "view.scene", "scene_does_not_apply", sentence)


def _piece(one: PathMap, shown: Row, view: View) -> Piece:
    """All of the input, or the part of a large one that the view's pixel looks at."""
    ranges = []
    for axis in (0, 1):
        n, out = one.size[axis], shown.shape[1 + axis]
        at = (0.5 if view.pixel is None else (view.pixel[axis] + 0.5) / out) * n
        count = min(n, LARGEST_SHOWN)
        first = min(max(round(at - count / 2), 0), n - count)
        ranges.append(range(first, first + count))
    return Piece(*ranges)


def _map(one: PathMap, piece: Piece, ramp: path_ramp.Ramp | None, report: Report) -> Grid:
    part = map_words.shown_piece((piece.rows, piece.columns), one.size, one.size)
    heading = Heading(text("input"), map_words.shape_of(report.input_shape, 0), part)
    look = Look(Role.REST, outside=Role.UNUSED, ramp=ramp)
    grid = path_maps.grid(one, piece, Key(INPUT, path_maps.STAGE), look, heading)
    if ramp is None:
        return replace(grid, roles=np.full(piece.size, Role.UNUSED, np.uint8))
    return grid


def _bars(one: PathMap, piece: Piece) -> Grid:
    """As many paths as each row has, or each column where there is one row."""
    down = one.size[0] > 1
    totals = _totals(one.patch, one.size, 0 if down else 1)
    most = max(totals.tolist(), default=0)
    here = piece.rows if down else piece.columns
    told = totals[here.start : here.stop].tolist()
    shares = np.array([float(value / most) if most else 0.0 for value in told])
    across = max(3, round(LONGEST_BAR * max(piece.size)))
    size = (len(here), across) if down else (across, len(here))
    low = path_ramp.written(min(totals.tolist())) if most else number_text.number(0)
    high = path_ramp.written(most)
    if isinstance(one.patch, Product):
        second = text("along one axis: {low} to {high}", low=low, high=high)
    elif down:
        second = text("per row: {low} to {high}", low=low, high=high)
    else:
        second = text("per column: {low} to {high}", low=low, high=high)
    return Grid(
        Key(INPUT, BARS),
        np.full(size, Role.OUTSIDE, np.uint8),
        bars=shares.reshape(-1, 1) if down else shares.reshape(1, -1),
        heading=Heading("", second=second),
    )


def _totals(patch: Patch | None, size: tuple[int, int], axis: int) -> Array:
    """Paths along one axis: those of the axis alone where both are apart, else the sums."""
    assert patch is not None
    if isinstance(patch, Product):
        stretch = (patch.rows, patch.columns)[axis]
        origin, weights = stretch.origin, stretch.weights
    else:
        origin, weights = (patch.top, patch.left)[axis], patch.weights.sum(axis=1 - axis)
    found = np.zeros(size[axis], weights.dtype)
    found[origin : origin + len(weights)] = weights
    return found


def _legend(one: PathMap, ramp: path_ramp.Ramp | None) -> Legend:
    unused = one.used < one.size[0] * one.size[1]
    roles = ((Role.UNUSED, text("0: never used")),) if unused else ()
    if ramp is None:
        return Legend(roles)
    meaning = text("paths, log scale") if ramp.logarithmic else text("paths")
    return Legend(roles, replace(ramp.scale(), meaning=meaning))


def _captions(report: Report, shown: Row, one: PathMap) -> list[Caption]:
    lines = tuple(
        (
            Part(name, Tone.SOFT, size=Size.SECOND, side=Side.LEFT),
            Part(what, size=Size.SECOND, side=Side.LEFT),
            Part(size, Tone.SOFT, size=Size.SECOND),
        )
        for name, what, size in usage_words.layers(report, shown)
    )
    found = [Caption(Key(shown.name, STACK), lines)]
    reasons = usage_words.reasons(report, shown, one)
    if reasons:
        said = tuple((Part(line, size=Size.SECOND, side=Side.LEFT),) for line in reasons)
        found.append(Caption(Key(shown.name, REASONS), said))
    return found


def _body(source: Grid, side: Grid, captions: tuple[Caption, ...]) -> Node:
    slots = tuple(Slot(caption, WORDS_FROM) for caption in captions)
    words = column(*slots, gaps=TO_WORDS)
    if source.size[0] == 1:
        return column(Table(((Item(source),), (Item(side),)), row_gaps=CLOSE), words)
    maps = row(Item(source), Item(side), gaps=CLOSE)
    return Choice(row(maps, words, gaps=TO_WORDS), column(maps, words))

"""The scene of scatter: a transposed convolution puts its kernel down for every cell, and adds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine import labels, number_text, unfolding
from engine.arrangement import (
    FOR_RAYS,
    Arrangement,
    Choice,
    Gap,
    Item,
    Slot,
    Table,
    column,
    row,
)
from engine.frame import Caption, Frame, Key, Link, Part, Place, Side, Size, Tone
from engine.layers import ConvTranspose
from engine.problems import Problem, Refused
from engine.scenes import overlap, overlap_words, reported, shown_channels, stamp_words
from engine.scenes import stamping as stampings
from engine.scenes.piece import Piece
from engine.scenes.stamp_maps import Plane, Source, Total
from engine.scenes.telling import SUMS_FROM
from engine.timeline import Timeline
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrangement import Node
    from engine.document import View
    from engine.frame import Grid, Headline, Legend, Window
    from engine.report import Report
    from engine.scenes.overlap import Overlap
    from engine.scenes.path_ramp import Ramp
    from engine.scenes.stamping import Stamping

TIMES, EQUALS, MORE, REASONS = "times", "equals", "more", "reasons"
CLOSE, SIGNED = Gap(titles=1.0), Gap(cells=0.1, titles=0.7)
BESIDE, WIDER = Gap(cells=0.2, titles=1.2), Gap(cells=0.3, titles=2.0)
FOR_SMALL_RAYS = Gap(FOR_RAYS.cells, titles=1.0)
MOST_WIDE = 40


def build(report: Report, view: View) -> Timeline:
    """Stamp after stamp onto one output channel, and how many meet at each cell."""
    shown = reported.layer(report, view)
    if not isinstance(shown.layer, ConvTranspose):
        raise Refused(_no_stamps(shown.layer.name, shown.layer.op))
    computed = reported.numbers(report, shown)
    stamping = stampings.of(shown, computed, view.channel or 0)
    story = Story(stamping, overlap.of(report, shown))
    arrangement = Arrangement(_body(story), story.headline, story.legend)
    return Timeline(stamping.count + 1, arrangement, story.step, _landing, unfolding.STAMP_MS)


def _no_stamps(name: str, op: str) -> Problem:
    sentence = text(
        "{operation} does not stamp; the scene {scene} is of transposed convolutions.",
        operation=labels.OPERATIONS[op],
        scene=text("scatter"),
    )
    return Problem(name, "view.scene", "scene_does_not_apply", sentence)


@dataclass(frozen=True, eq=False)
class Story:
    """All that the frames are cut from."""

    stamping: Stamping
    overlaps: Sequence[Overlap]

    @cached_property
    def plane(self) -> Plane:
        """What has landed."""
        return Plane(self.stamping)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The channels that are stamped, as many as are shown."""
        channels = self.stamping.channels
        most = len(channels) if len(channels) <= shown_channels.MOST else shown_channels.FIRST
        return tuple(Source(self.stamping, channel) for channel in channels[:most])

    @cached_property
    def total(self) -> Total | None:
        """The stamp of all channels, where there are several."""
        return Total(self.stamping) if len(self.stamping.channels) > 1 else None

    @cached_property
    def ramp(self) -> Ramp | None:
        """The ramp of all counts."""
        return overlap.ramp(self.overlaps)

    @cached_property
    def headline(self) -> Headline:
        """The finding."""
        return overlap_words.headline(self.stamping, self.overlaps[0])

    @cached_property
    def legend(self) -> Legend:
        """What colours and hatches mean."""
        return overlap.legend(self.overlaps, self.ramp, self.stamping)

    @cached_property
    def always(self) -> tuple[Caption, ...]:
        """The words that every step has."""
        name = self.stamping.row.name
        found = [_sign(Key(name, TIMES, one.channel), number_text.TIMES) for one in self.sources]
        left = len(self.stamping.channels) - len(self.sources)
        if left:
            said = Part(stamp_words.more(left), Tone.SOFT, size=Size.SECOND, side=Side.LEFT)
            found.append(Caption(Key(name, MORE), ((said,),)))
        if self.total is not None:
            found.append(_sign(Key(name, EQUALS), number_text.EQUAL))
        lines = overlap_words.reasons(self.stamping, self.overlaps[0])
        said_lines = tuple((Part(line, size=Size.SECOND, side=Side.LEFT),) for line in lines)
        return (*found, Caption(Key(name, REASONS), said_lines))

    def counted(self, step: int) -> list[Grid]:
        """The overlap of the cells that are shown at that step."""
        (top, left), piece = self.stamping.kept.corner, self.plane.piece(step)
        rows = range(piece.rows.start - top, piece.rows.stop - top)
        columns = range(piece.columns.start - left, piece.columns.stop - left)
        return overlap.shown(self.overlaps, Piece(rows, columns), self.ramp)

    def step(self, step: int) -> Frame:
        """So many stamps, the last of them just landed."""
        kernels = [one.stamp(step) for one in self.sources]
        grids = [*(one.grid(step) for one in self.sources), *kernels]
        if self.total is not None:
            grids.append(self.total.stamp(step))
        windows: list[Window] = []
        links = []
        if step:
            windows += [one.cell(step) for one in self.sources]
            windows += [one.taps(step) for one in self.sources]
            if self.total is not None:
                windows.append(self.total.taps(step))
            landed = self.plane.window(step)
            target = Place(landed.grid, landed.rows, landed.columns)
            links.append(Link(Place(self.leaves), target))
            windows.append(landed)
        return Frame(
            step,
            self.stamping.count + 1,
            (*grids, self.plane.after(step), *self.counted(step)),
            windows=tuple(windows),
            links=tuple(links),
            captions=self.always,
            headline=self.headline,
            legend=self.legend,
        )

    @property
    def leaves(self) -> Key:
        """Where stamps come from: the one kernel, or the sum of all channels."""
        if self.total is not None:
            return self.total.key
        return self.sources[0].stamp(0).key


def _sign(key: Key, sign: str) -> Caption:
    return Caption(key, ((Part(sign, Tone.SOFT, size=Size.RESULT, side=Side.CENTRE),),))


def _body(story: Story) -> Node:
    """The stamp's making, the plane, and beside it how many stamps meet."""
    making, plane = _making(story), Item(story.plane.after(story.stamping.count))
    reasons = Slot(story.always[-1], SUMS_FROM)
    counted = [Item(grid) for grid in story.counted(0)]
    gap = FOR_RAYS if max(plane.grid.size) <= MOST_WIDE else FOR_SMALL_RAYS
    wide = Table(((making, plane, *counted), (None, None, reasons)), (gap, WIDER), CLOSE)
    if len(counted) > 1:  # words below a map of two would part them
        wide = column(row(making, plane, *counted, gaps=(gap, BESIDE, BESIDE)), reasons, gaps=CLOSE)
    tall = column(making, row(plane, *counted, gaps=BESIDE), reasons, gaps=(gap, BESIDE))
    return Choice(wide, tall)


def _making(story: Story) -> Node:
    """The channels that are stamped, each with its kernel, and what they make together."""
    slots = {one.slot.stage: Slot(one) for one in story.always}
    signs = (Slot(one) for one in story.always if one.slot.stage == TIMES)
    lines: list[tuple[Node | None, ...]] = [
        (Item(one.grid(0)), sign, Item(one.widest()))
        for one, sign in zip(story.sources, signs, strict=True)
    ]
    if MORE in slots:
        lines.append((slots[MORE], None, None))
    if story.total is None:
        return Table(tuple(lines), SIGNED, BESIDE)
    return row(
        Table(tuple(lines), SIGNED, BESIDE), slots[EQUALS], Item(story.total.stamp(0)), gaps=SIGNED
    )


def _landing(before: Frame, after: Frame, share: float) -> Frame:
    """The next cell is stamped: the kernel times it flies where it lands, and there adds up."""
    window, leaves = after.windows[-1], after.links[-1].source.of
    old, new = (_grid(one, window.grid) for one in (before, after))
    kernel = _grid(after, leaves)
    if old.origin != new.origin or not _is_whole(kernel, window):
        return before
    corner = window.rows.start, window.columns.start
    stamp = unfolding.flying(kernel, window.grid, corner, share)
    return unfolding.landing(before, after, stamp, share)


def _grid(frame: Frame, key: Key) -> Grid:
    return next(grid for grid in frame.grids if grid.key == key)


def _is_whole(kernel: Grid, window: Window) -> bool:
    """Whether all of a stamp is on the cells that are shown, with its holes."""
    return kernel.size == (
        window.rows.end - window.rows.start,
        window.columns.end - window.columns.start,
    )

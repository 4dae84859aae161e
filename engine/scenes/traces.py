"""One output pixel traced back: the maps that feed it, in which order, and which are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from engine import paths, view_rules
from engine.document import INPUT
from engine.layers import MaxUnpool
from engine.problems import Refused
from engine.scenes import left_out, path_maps, reported, sections
from engine.scenes.maps_in_steps import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.document import View
    from engine.fields import Pair
    from engine.layers import Layer
    from engine.report import Report
    from engine.scenes.path_maps import PathMap
    from engine.scenes.sections import Lines


@dataclass(frozen=True, eq=False)
class Trace:
    """Back from a cell of the named map; `part` tells traces of one figure apart."""

    report: Report
    name: str
    cell: Pair
    part: int = 0

    @cached_property
    def readers(self) -> dict[str, tuple[str, ...]]:
        """The maps in the order in which they are reached, and which of them read each."""
        return path_maps.feeding(self.report, self.name)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The maps in the order in which they are reached: one a step."""
        return tuple(self.readers)

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The maps in that order: one that is shown is alone, those left out are together."""
        behind = ((), *((name,) for name in self.order))
        return left_out.groups(dict(zip(self.order, behind, strict=False)), ())

    @cached_property
    def maps(self) -> dict[str, PathMap]:
        """The maps that are shown."""
        shown = [names[0] for names in self.groups if len(names) == 1]
        return path_maps.traced(self.report, self.name, self.cell, names=shown)

    @property
    def source(self) -> PathMap:
        """The input."""
        return self.maps[INPUT]

    @property
    def is_chain(self) -> bool:
        """Whether each map is read by the one before it alone."""
        alone = ((), *((name,) for name in self.order[:-1]))
        return tuple(self.readers.values()) == alone

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers that are traced, from the first on."""
        document = self.report.document
        return tuple(document.layer(name) for name in reversed(self.order) if name != INPUT)

    @property
    def unpool(self) -> Layer | None:
        """The first unpool on the way, where paths are lost."""
        return next((one for one in reversed(self.layers) if isinstance(one, MaxUnpool)), None)

    def gaps(self) -> Iterator[LeftOut]:
        """The places of the maps that are left out."""
        step_of = {name: step for step, name in enumerate(self.order)}
        for at, names in enumerate(self.groups):
            if len(names) > 1:
                part = self.part * len(self.groups) + at
                yield LeftOut(part, tuple(step_of[name] for name in names))

    def lines(self) -> Lines | None:
        """The same along one row, where there is room for it and each map reads the next alone."""
        if not self.is_chain or len(self.maps) < len(self.order):
            return None
        rows = path_maps.traced(self.report, self.name, self.cell, paths.ONE_ROW)
        at = [sections.row_of(one) for one in self.maps.values()]
        return sections.lines(self.report, list(rows.values()), at)


def of_view(report: Report, view: View) -> tuple[Trace, ...]:
    """A trace for each layer of the view; for the last layer where it names none."""
    first = reported.layer(report, view)
    for problem in view_rules.check(
        replace(report.document, view=replace(view, scene=None)), {first.name: first.shape}
    ):
        raise Refused(problem)
    names = list(dict.fromkeys(view.layers or (first.name,)))
    rows = [reported.layer(report, replace(view, layers=(name,))) for name in names]
    return tuple(
        Trace(report, row.name, _cell(row.shape[1:], view.pixel), part)
        for part, row in enumerate(rows)
    )


def _cell(size: Pair, pixel: Pair | None) -> Pair:
    """The view's pixel, or the one in the middle."""
    if pixel is not None and pixel[0] < size[0] and pixel[1] < size[1]:
        return pixel
    return size[0] // 2, size[1] // 2

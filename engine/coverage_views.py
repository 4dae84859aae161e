"""From which map to which a stack's coverage is looked at, and which other view is worth a look."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from engine import runs
from engine.document import is_merge
from engine.layers import ConvTranspose, MaxUnpool, PixelShuffle, Upsample
from engine.report import Report, Row
from engine.runs import Run
from engine.words import Text, text

LEAST_GROUP = 2  # kernels above 1, of which a dilated part is a group


class Views:
    """From which maps a layer may be seen: those before the layers that lead to it."""

    def __init__(self, report: Report, target: str) -> None:
        self._rows = runs.leading_to(report, target)
        self.sources = tuple(row.inputs[0] for row in self._rows)
        self.targets = report.document.names()
        self.own = self._own_map()

    @property
    def usual(self) -> str | None:
        """The map that enters the dilated part if a stride stands before it; else the farthest.

        At full resolution the layers before the first dilated one belong to its group: 1, 2, 5.
        """
        if not self.sources:
            return None
        before = 0 if self.own is None else self.sources.index(self.own)
        return self.sources[before if any(map(runs.jumps, self._rows[:before])) else 0]

    def present(self, source: str | None) -> str | None:
        """That map, or the usual one where it is none of them."""
        return source if source in self.sources else self.usual

    def other(self, source: str) -> str | None:
        """The map of the dilated part instead, or the farthest; None where that is the same."""
        others = (self.own, *self.sources[:1])
        return next((name for name in others if name not in {None, source}), None)

    def run(self, source: str) -> Run:
        """The layers from that map on."""
        return runs.of_rows(self._rows[self.sources.index(source) :])

    def _own_map(self) -> str | None:
        """What enters the dilated part that ends with the last of these layers."""
        for start, stop in runs.dilated(self._rows):
            if stop == len(self._rows) and _is_group(self._rows[start:]):
                return self.sources[start]
        return None


def nearest(report: Report, target: str) -> str | None:
    """The next layer before that one whose coverage can be told, or the first behind it."""
    sliding = {row.name for row in report.rows if runs.slides(row)}
    names, at = report.document.names(), report.document.index(target) or 0
    near = (*reversed(names[:at]), *names[at + 1 :])
    return next((name for name in near if name in sliding), None)


def why_none(report: Report, target: str) -> Text:
    """Why no map can be seen from that layer."""
    row = report.row(target)
    if row is None:
        return text("{layer} is impossible, so nothing can be told of its coverage.", layer=target)
    if is_merge(row.layer):
        return text(
            "{layer} joins branches. Coverage is told of layers that each read one map.",
            layer=target,
        )
    if isinstance(row.layer, (ConvTranspose, Upsample, PixelShuffle, MaxUnpool)):
        return text(
            "{layer} enlarges its map, so what an output reads changes with its phase. Coverage "
            "is told of windows that slide.",
            layer=target,
        )
    return text(
        "{layer} has no fixed window. Coverage is told of windows that slide.", layer=target
    )


def _is_group(rows: Sequence[Row]) -> bool:
    """Whether there is more than one kernel above 1."""
    wide = (row for row in rows if max(getattr(row.layer, "kernel", (1, 1))) > 1)
    return len(list(islice(wide, LEAST_GROUP))) == LEAST_GROUP

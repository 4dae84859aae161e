"""What is said of how stamps meet: whether evenly, which rule says so, and what that leaves."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

from engine import number_text, words
from engine.frame import Headline
from engine.scenes import path_ramp
from engine.taps import Stamps
from engine.words import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.report import Row
    from engine.scenes.overlap import Overlap
    from engine.scenes.stamping import Stamping
    from engine.words import Text

# So many counts are named one by one.
MOST_NAMED = 4


@dataclass(frozen=True)
class Rule:
    """How stamps meet along one axis, away from the rim: the counts of one period, ascending."""

    kernel: int
    stride: int
    dilation: int
    counts: tuple[int, ...]

    @property
    def common(self) -> int:
        """What dilation and stride have in common."""
        return gcd(self.dilation, self.stride)

    @property
    def even(self) -> bool:
        """Whether every cell gets as many stamps."""
        return len(self.counts) == 1

    @property
    def holes(self) -> bool:
        """Whether some cell gets none."""
        return self.counts[0] == 0


def rules(row: Row) -> tuple[Rule, Rule]:
    """Those of rows and columns."""
    down, across = (_rule(one) for one in row.readings if isinstance(one, Stamps))
    return down, across


def headline(stamping: Stamping, overlap: Overlap) -> Headline:
    """Whether stamps meet evenly, and how far apart they stand."""
    down, across = stamping.layer.stride
    if down == across:
        rest = plural(
            "a transposed convolution stamps value × kernel, {count} cell apart, and adds",
            "a transposed convolution stamps value × kernel, {count} cells apart, and adds",
            down,
        )
    else:
        rest = text(
            "a transposed convolution stamps value × kernel, {rows} rows and {columns} columns "
            "apart, and adds",
            rows=down,
            columns=across,
        )
    return Headline(_finding(rules(stamping.row), overlap), rest)


def reasons(stamping: Stamping, overlap: Overlap) -> list[Text]:
    """The rule of each axis, what becomes of the rim, and what even overlap cannot do."""
    both = rules(stamping.row)
    found = list(_why(both))
    if all(one.even for one in both):
        if len(overlap.values()) > 1:
            found.append(text("fewer at the rim, which fewer stamps reach"))
        if both[0].counts[0] * both[1].counts[0] > 1:
            found.append(text("even overlap does not make weights even:"))
            found.append(text("they may leave a pattern of their own"))
    else:
        found += _amplitude(both)
    found += _uncovered(stamping)
    return found


def _rule(reading: Stamps) -> Rule:
    turns = {reading.span(o)[1] for o in range(reading.stride)}
    return Rule(reading.kernel, reading.stride, reading.dilation, tuple(sorted(turns)))


def _finding(both: tuple[Rule, Rule], overlap: Overlap) -> Text:
    """How stamps meet on the cells that there are; small maps may show one part of the rule."""
    values = sorted(overlap.values())
    told = _stamps(values)
    if any(one.holes for one in both) and 0 in values:
        return text("holes in the overlap: {stamps}", stamps=told)
    if values == [1]:
        return text("no overlap: {stamps}", stamps=told)
    if not all(one.even for one in both):
        return text("uneven overlap: {stamps}", stamps=told)
    inner = both[0].counts[0] * both[1].counts[0]
    if len(values) > 1 and inner in values:
        return text("even overlap: {stamps} away from the rim", stamps=_stamps([inner]))
    return text("even overlap: {stamps}", stamps=told)


def _stamps(values: list[int]) -> Text:
    """`1, 2 or 4 stamps a cell`."""
    shown = [path_ramp.written(value) for value in values]
    if values == [1]:
        return text("1 stamp a cell")
    if len(shown) > MOST_NAMED:
        return text("{low} to {high} stamps a cell", low=shown[0], high=shown[-1])
    return text("{counts} stamps a cell", counts=words.listing(shown))


def _why(both: tuple[Rule, Rule]) -> Iterator[Text]:
    if both[0] == both[1]:
        yield _cause(both[0])
        counts = _counts(both[0])
        if both[0].holes:
            yield text("{counts} per axis, cells without a stamp", counts=counts)
        elif both[0].even:
            yield text("{counts} per axis, the same for every cell", counts=counts)
        else:
            yield text("{counts} per axis, a checkerboard", counts=counts)
        return
    for name, rule in zip((text("rows"), text("columns")), both, strict=True):
        yield text("{axis}: {sentence}", axis=name, sentence=_cause(rule))
        counts = _counts(rule)
        if rule.holes:
            yield text("{counts} in turn, cells without a stamp", counts=counts)
        elif rule.even:
            yield text("{counts} each, the same for every cell", counts=counts)
        elif both[0].even or both[1].even:
            yield text("{counts} in turn, stripes", counts=counts)
        else:
            yield text("{counts} in turn, part of a checkerboard", counts=counts)


def _counts(rule: Rule) -> Text:
    return words.listing([number_text.number(one) for one in rule.counts], "and")


def _cause(rule: Rule) -> Text:
    """What kernel, stride and dilation have to do with it."""
    kernel, stride = number_text.number(rule.kernel), number_text.number(rule.stride)
    if rule.common > 1:
        return text(
            "dilation {dilation} and stride {stride} share the factor {factor}:",
            dilation=number_text.number(rule.dilation),
            stride=stride,
            factor=number_text.number(rule.common),
        )
    if rule.stride == 1:
        return text("stride 1: every weight lands on every cell,")
    if rule.kernel < rule.stride:
        return text(
            "kernel {kernel} is smaller than stride {stride}:", kernel=kernel, stride=stride
        )
    if rule.even:
        return text(
            "kernel {kernel} is a multiple of stride {stride}:", kernel=kernel, stride=stride
        )
    return text(
        "kernel {kernel} is not a multiple of stride {stride}:", kernel=kernel, stride=stride
    )


def _amplitude(both: tuple[Rule, Rule]) -> Iterator[Text]:
    """How many times the fewest the most are, and what an even overlap would change."""
    if any(one.holes for one in both):
        return
    down, across = (Fraction(one.counts[-1], one.counts[0]) for one in both)
    if down == across:
        yield text("the most are {times} times the fewest per axis", times=str(down))
    else:
        yield text(
            "the most are {rows} times the fewest down, {columns} times across",
            rows=str(down),
            columns=str(across),
        )
    yield text("an even overlap would end this pattern;")
    yield text("uneven weights may still make one")


def _uncovered(stamping: Stamping) -> Iterator[Text]:
    """What output padding brings back of what padding cropped, and what lies behind all stamps."""
    extra = stamping.layer.output_padding
    beyond = [axis.beyond for axis in stamping.axes]
    back = [
        min(more - far, axis.out)
        for more, far, axis in zip(extra, beyond, stamping.axes, strict=True)
    ]
    if any(back):
        yield text("output padding uncovers the {cells}", cells=_last(back))
    if any(beyond):
        yield text("no stamp reaches the {cells}", cells=_last(beyond))


def _last(counts: list[int]) -> Text:
    """`last row and last 2 columns`."""
    found = []
    if counts[0]:
        found.append(plural("last row", "last {count} rows", counts[0]))
    if counts[1]:
        found.append(plural("last column", "last {count} columns", counts[1]))
    return words.listing(found, "and")

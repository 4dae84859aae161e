"""What each role of a cell looks like in each theme, and what the figure around it is drawn with.

No two roles differ by colour alone: edge, pattern and ring tell them apart in grey.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from gui.render.colours import parse
from gui.render.ramps import Ramp, SignedRamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gui.render.colours import Colour


class Edge(Enum):
    """How the edge of a cell is drawn."""

    SOLID = "solid"
    DASHED = "dashed"


class Pattern(Enum):
    """What is drawn on the fill, round the text."""

    PLAIN = "plain"
    HATCH = "hatch"
    DOTS = "dots"
    RULES = "rules"
    COLUMNS = "columns"


class Ring(Enum):
    """What is drawn once round all neighbouring cells of a kind."""

    NONE = "none"
    WINDOW = "window"
    REACHES = "reaches"
    REACHED = "reached"


@dataclass(frozen=True)
class Look:
    """How a cell is drawn; a role without a text colour shows no number."""

    fill: Colour
    line: Colour
    text: Colour | None
    edge: Edge = Edge.SOLID
    pattern: Pattern = Pattern.PLAIN
    pattern_colour: Colour | None = None
    ring: Ring = Ring.NONE


@dataclass(frozen=True, eq=False)
class Theme:
    """Everything that has a colour. There are three of them, and each equals only itself."""

    name: str
    looks: Mapping[str, Look]
    paper: Colour
    ink: Colour
    soft_ink: Colour
    rule: Colour
    weight_text: Colour
    rings: Mapping[Ring, Colour]
    wedge_opacity: float
    ramp: Ramp

    @property
    def signed_ramp(self) -> SignedRamp:
        """The ramp of a difference."""
        return SignedRamp(self.paper, self.rings[Ring.WINDOW], self.rings[Ring.REACHES])


@dataclass(frozen=True)
class _Code:
    """The second code of a role, the same in every theme unless print is given its own.

    Its pattern is drawn in the theme's ink for it, or in its own: that of its line.
    """

    edge: Edge = Edge.SOLID
    pattern: Pattern = Pattern.PLAIN
    print_pattern: Pattern = Pattern.PLAIN
    ring: Ring = Ring.NONE
    has_own_ink: bool = False


_DASHED = _Code(Edge.DASHED)
_WINDOW = _Code(ring=Ring.WINDOW)
_WINDOW_DASHED = _Code(Edge.DASHED, ring=Ring.WINDOW)
_DOTS = _Code(pattern=Pattern.DOTS, print_pattern=Pattern.DOTS)
_HATCH = _Code(pattern=Pattern.HATCH, print_pattern=Pattern.HATCH)
_HATCH_DASHED = _Code(Edge.DASHED, Pattern.HATCH, Pattern.HATCH)
_NETS = tuple(
    _Code(pattern=pattern, print_pattern=pattern, has_own_ink=pattern is not Pattern.PLAIN)
    for pattern in (Pattern.PLAIN, Pattern.DOTS, Pattern.RULES, Pattern.COLUMNS)
)
_RULES = _Code(Edge.DASHED, print_pattern=Pattern.RULES)

# Fill, line and text in light, dark and print. Where two cells share an edge, the one whose role
# stands further down draws it.
_ROLES: dict[str, tuple[_Code, str, str, str]] = {
    "outside": (_Code(), "ffffff d5dae0", "14181d 333b44", "ffffff cccccc"),
    "unused": (_HATCH, "ffffff c3cad1", "14181d 3c454e", "ffffff b5b5b5"),
    "rest": (_Code(), "f3f5f7 c3cad1 1b2128", "20262d 434c56 edf0f3", "f6f6f6 bbbbbb 000000"),
    "not_yet": (_Code(), "ffffff 58a98c", "14181d 2c6b57", "ffffff 999999"),
    "kernel_hole": (_DASHED, "ffffff b98a3a", "14181d 7d5e26", "ffffff 7a7a7a"),
    "unread": (_HATCH_DASHED, "ffffff 8a949e", "14181d 78838f", "ffffff 7a7a7a"),
    "padding": (_DASHED, "ffffff 8a949e 66707a", "14181d 78838f 98a2ad", "ffffff 7a7a7a 5a5a5a"),
    "border": (_RULES, "faf3bf 9a8d12 5f5700", "3a3610 b3a52b e9df86", "ffffff 555555 333333"),
    "inserted_zero": (
        _DOTS, "eec6db b5608f 651f47", "4b2840 b96c98 f3bbd9", "ffffff 7a7a7a 000000",
    ),
    "net_1": (_NETS[0], "dfcdcc 97706e 1b2128", "673c46 b26c7b edf0f3", "d4d4d4 7a7a7a 000000"),
    "net_2": (_NETS[1], "a9e8fb 2a93ac 1b2128", "302500 6b5912 edf0f3", "f4f4f4 7a7a7a 000000"),
    "net_3": (_NETS[2], "dffed7 7ca872 1b2128", "1a3b5f 4173ac edf0f3", "b6b6b6 555555 000000"),
    "net_4": (_NETS[3], "bfca9f 687637 1b2128", "5a5c2c 95984c edf0f3", "e4e4e4 666666 000000"),
    "input": (_Code(), "d6eaf7 5e9ac3 1b2128", "17405c 3a7da8 edf0f3", "e6e6e6 7a7a7a 000000"),
    "output": (_Code(), "ade0ca 379c7b 1b2128", "0f5140 2b9a79 edf0f3", "cfcfcf 555555 000000"),
    "reaches": (
        _Code(ring=Ring.REACHES),
        "8cc4e8 4a93c4 1b2128", "22658f 56a4d8 ffffff", "b8b8b8 555555 000000",
    ),
    "reached": (
        _Code(ring=Ring.REACHED),
        "8fcfa0 2f9c79 1b2128", "1f7a4c 35b78f ffffff", "d6d6d6 555555 000000",
    ),
    "window_on_padding": (
        _WINDOW_DASHED, "ffe9c2 b27400 5e5240", "43340f c98b23 d8c7a4", "d9d9d9 333333 333333",
    ),
    "window": (_WINDOW, "ffd58a cc7f12 1b2128", "7a5208 c98b23 ffffff", "b4b4b4 333333 000000"),
}  # fmt: skip

ROLES = tuple(_ROLES)
_RANKS = {role: rank for rank, role in enumerate(ROLES)}


def edge_rank(role: str) -> int:
    """Of two cells that share an edge, the one with the higher rank draws it."""
    return _RANKS[role]


def _parse(digits: str) -> tuple[Colour, ...]:
    return tuple(parse(one) for one in digits.split())


def _look(code: _Code, digits: str, pattern: Pattern, inks: Mapping[Pattern, Colour]) -> Look:
    fill, line, *text = _parse(digits)
    ink = line if code.has_own_ink else inks.get(pattern)
    return Look(fill, line, text[0] if text else None, code.edge, pattern, ink, code.ring)


def _looks(column: int, hatch: str, dots: str, rules: str = "") -> Mapping[str, Look]:
    """One theme's column of the table; only print has rules."""
    inks = {Pattern.HATCH: parse(hatch), Pattern.DOTS: parse(dots)}
    if rules:
        inks[Pattern.RULES] = parse(rules)
    return MappingProxyType({
        role: _look(code, digits[column], code.print_pattern if rules else code.pattern, inks)
        for role, (code, *digits) in _ROLES.items()
    })  # fmt: skip


def _rings(digits: str) -> Mapping[Ring, Colour]:
    drawn = (Ring.WINDOW, Ring.REACHES, Ring.REACHED)
    return MappingProxyType(dict(zip(drawn, _parse(digits), strict=True)))


LIGHT = Theme(
    name="light",
    looks=_looks(0, hatch="98a2ac", dots="b5578c"),
    paper=parse("ffffff"),
    ink=parse("1b2128"),
    soft_ink=parse("56606b"),
    rule=parse("d5dae0"),
    weight_text=parse("7a3300"),
    rings=_rings("c24e00 0067a3 00795a"),
    wedge_opacity=0.3,
    ramp=Ramp(_parse("cde4f4 83bfe6 2c82bb 0b3a66")),
)
DARK = Theme(
    name="dark",
    looks=_looks(1, hatch="5a6672", dots="c577a4"),
    paper=parse("14181d"),
    ink=parse("edf0f3"),
    soft_ink=parse("a9b3be"),
    rule=parse("333b44"),
    weight_text=parse("ffd089"),
    rings=_rings("ffaa33 63bdf0 3ccb9f"),
    wedge_opacity=0.5,
    ramp=Ramp(_parse("1b4562 2a76a6 62baec e3f4ff")),
)
PRINT = Theme(
    name="print",
    looks=_looks(2, hatch="9a9a9a", dots="555555", rules="9a9a9a"),
    paper=parse("ffffff"),
    ink=parse("000000"),
    soft_ink=parse("444444"),
    rule=parse("cccccc"),
    weight_text=parse("000000"),
    rings=_rings("000000 000000 000000"),
    wedge_opacity=0.3,
    ramp=Ramp(_parse("e2e2e2 b2b2b2 747474 1e1e1e")),
)
THEMES: Mapping[str, Theme] = MappingProxyType({one.name: one for one in (LIGHT, DARK, PRINT)})

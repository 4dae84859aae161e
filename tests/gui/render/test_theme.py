from __future__ import annotations

import itertools

import pytest

from gui.render import theme
from gui.render.theme import DARK, LIGHT, PRINT, THEMES, Edge, Look, Pattern, Ring, Theme
from tests.gui.render import eyes

ROLES = {
    "input", "output", "not_yet", "window", "window_on_padding", "padding", "inserted_zero",
    "border", "unused", "unread", "reaches", "reached", "rest", "kernel_hole", "outside",
    "net_1", "net_2", "net_3", "net_4",
}  # fmt: skip
WITHOUT_NUMBER = {"not_yet", "unused", "unread", "kernel_hole", "outside"}
ON_PAPER = {"not_yet", "padding", "unused", "unread", "kernel_hole", "outside"}
NETS = ("net_1", "net_2", "net_3", "net_4")

every_theme = pytest.mark.parametrize("one", THEMES.values(), ids=THEMES)


def texts(one: Theme) -> dict[str, float]:
    """The contrast of every text on its fill."""
    return {
        role: eyes.contrast(look.text, look.fill)
        for role, look in one.looks.items()
        if look.text is not None
    }


@every_theme
def test_every_role_has_a_look_in_every_theme(one: Theme) -> None:
    assert set(one.looks) == set(theme.ROLES) == ROLES
    assert {role for role, look in one.looks.items() if look.text is None} == WITHOUT_NUMBER
    assert {role for role in ON_PAPER if one.looks[role].fill == one.paper} == ON_PAPER


@every_theme
def test_every_colour_is_made_of_bytes(one: Theme) -> None:
    found = [one.paper, one.ink, one.soft_ink, one.rule, one.weight_text, *one.rings.values()]
    for look in one.looks.values():
        found += [look.fill, look.line]
        found += [c for c in (look.text, look.pattern_colour) if c is not None]
    assert all(0 <= part <= 255 for colour in found for part in colour)


# The least that is promised: text on its fill, soft ink, window ring on paper, weights.
PROMISED = {
    "light": (5.0, 6.4, 4.8, 4.8),
    "dark": (5.3, 8.4, 9.4, 4.8),
    "print": (6.9, 9.7, 21, 10),
}


@every_theme
def test_what_is_read_stands_out(one: Theme) -> None:
    text, soft, ring, weight = PROMISED[one.name]
    assert min(texts(one).values()) >= text - 0.05
    assert eyes.contrast(one.soft_ink, one.paper) >= soft - 0.05
    assert eyes.contrast(one.rings[Ring.WINDOW], one.paper) >= ring - 0.05
    for role in ("window", "window_on_padding", "inserted_zero", "border"):
        assert eyes.contrast(one.weight_text, one.looks[role].fill) >= weight - 0.05


UNLIKE = [
    ("input", "window", 30, 39), ("input", "padding", 8.0, 15.9),
    ("input", "inserted_zero", 6.1, 6.9), ("inserted_zero", "border", 12.8, 11.8),
    ("input", "border", 21, 26), ("window", "inserted_zero", 5.4, 14.5),
    ("output", "not_yet", 10.3, 15.9), ("input", "output", 8.9, 5.6),
    ("reaches", "reached", 5.9, 7.1),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "light", "dark"), UNLIKE)
def test_fills_differ_to_all_eyes(first: str, second: str, light: float, dark: float) -> None:
    for one, promised in ((LIGHT, light), (DARK, dark)):
        found = eyes.lowest_difference(one.looks[first].fill, one.looks[second].fill)
        assert found >= promised * 0.99, one.name


def without_colour(look: Look) -> tuple[object, ...]:
    return look.edge, look.pattern, look.ring, look.text is None


def grey(look: Look) -> float:
    return float(eyes.cielab(eyes.linear(look.fill))[0])


@every_theme
def test_no_two_roles_of_one_map_differ_by_colour_alone(one: Theme) -> None:
    """In grey, what has the same edge, pattern and ring is at least a clear shade apart."""
    for shown in (ROLES - {"output", "reached", "outside"}, {"outside", "unused", "input", *NETS}):
        for first, second in itertools.combinations((one.looks[role] for role in shown), 2):
            if without_colour(first) == without_colour(second):
                assert abs(grey(first) - grey(second)) >= 3


@every_theme
def test_separate_nets_differ_to_all_eyes_and_in_grey(one: Theme) -> None:
    nets = [one.looks[role] for role in NETS]
    assert len({look.pattern for look in nets}) == len(nets)
    least = {"light": 10.7, "dark": 14.1, "print": 3.3}[one.name]
    for first, second in itertools.combinations(nets, 2):
        assert eyes.lowest_difference(first.fill, second.fill) >= least
        assert abs(grey(first) - grey(second)) >= 3.9
    assert all(eyes.contrast(look.text, look.fill) >= 6 for look in nets if look.text)
    inks = [(look.pattern_colour, look.fill) for look in nets if look.pattern_colour is not None]
    assert len(inks) == 3
    assert all(eyes.contrast(*pair) >= 2.2 for pair in inks)


@every_theme
def test_cells_outside_are_paper_with_quiet_edges(one: Theme) -> None:
    look = one.looks["outside"]
    assert (look.fill, look.line, look.text) == (one.paper, one.rule, None)


def test_the_second_code_is_the_one_of_the_table() -> None:
    looks = LIGHT.looks
    dashed = {role for role, look in looks.items() if look.edge is Edge.DASHED}
    assert dashed == {"window_on_padding", "padding", "border", "unread", "kernel_hole"}
    hatched = {role for role, look in looks.items() if look.pattern is Pattern.HATCH}
    assert hatched == {"unused", "unread"}
    assert {role for role, look in looks.items() if look.ring is Ring.WINDOW} == {
        "window", "window_on_padding",
    }  # fmt: skip
    assert looks["inserted_zero"].pattern is Pattern.DOTS
    assert (looks["reaches"].ring, looks["reached"].ring) == (Ring.REACHES, Ring.REACHED)


def test_only_print_rules_its_border() -> None:
    assert PRINT.looks["border"].pattern is Pattern.RULES
    assert PRINT.looks["border"].pattern_colour == (0x9A, 0x9A, 0x9A)
    assert {one.looks["border"].pattern for one in (LIGHT, DARK)} == {Pattern.PLAIN}


@every_theme
def test_a_pattern_has_a_colour_and_only_a_pattern(one: Theme) -> None:
    for look in one.looks.values():
        assert (look.pattern is Pattern.PLAIN) == (look.pattern_colour is None)


def test_an_edge_belongs_to_the_higher_rank() -> None:
    chain = (
        "unused", "not_yet", "padding", "border", "inserted_zero", "input", "output", "window",
    )  # fmt: skip
    ranks = [theme.edge_rank(role) for role in chain]
    assert ranks == sorted(ranks)
    assert theme.edge_rank("not_yet") < theme.edge_rank("unread") < theme.edge_rank("border")
    assert theme.edge_rank("window_on_padding") < theme.edge_rank("window")
    assert theme.edge_rank("rest") < theme.edge_rank("reaches")


@pytest.mark.parametrize(
    ("one", "role", "fill", "line"),
    [
        (LIGHT, "window", (0xFF, 0xD5, 0x8A), (0xCC, 0x7F, 0x12)),
        (DARK, "border", (0x3A, 0x36, 0x10), (0xB3, 0xA5, 0x2B)),
        (PRINT, "reached", (0xD6, 0xD6, 0xD6), (0x55, 0x55, 0x55)),
    ],
)
def test_each_theme_reads_its_own_column(
    one: Theme, role: str, fill: eyes.Colour, line: eyes.Colour
) -> None:
    assert (one.looks[role].fill, one.looks[role].line) == (fill, line)


def test_a_theme_can_be_a_key_of_a_cache() -> None:
    assert len({LIGHT: 1, DARK: 2, PRINT: 3}) == 3

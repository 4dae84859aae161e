"""What is said of a cell's field: what it reads and reaches, titles, legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import number_text, words
from engine.document import INPUT
from engine.frame import Heading, Headline, Legend, Mark
from engine.roles import Role
from engine.scenes import gridding_words, short_words
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.frame import Grid
    from engine.scenes.field import Hourglass
    from engine.scenes.path_maps import PathMap
    from engine.words import Text

    Words = Text | str

_PLAIN = {
    Role.UNUSED: text("inside the box, left out"),
    Role.PADDING: text("padding, where paths end"),
    Role.UNREAD: text("padding, never read"),
}


def headline(glass: Hourglass, *, aligned: bool) -> Headline:
    """How much the cell reads of the input, and how much of the last map it reaches."""
    name, reads = words.one_line(glass.name), size(glass.maps[INPUT])
    if glass.last.name == glass.name:
        finding = text("one pixel of {layer} reads {size}", layer=name, size=reads)
    else:
        finding = text(
            "one pixel of {layer} reads {size} and reaches {other}",
            layer=name, size=reads, other=size(glass.last),
        )  # fmt: skip
    if not aligned:
        return Headline(finding)
    return Headline(
        finding, text("cells are drawn at their size on the input, so one place is one height")
    )


def size(one: PathMap) -> Words:
    """The box of the field in a map."""
    if one.patch is None:
        return text("an unknown part")
    return short_words.lengths(one.inner.size) if one.inner is not None else text("nothing")


def heading(glass: Hourglass, one: PathMap) -> Heading:
    """The name and size of a map, and what makes it."""
    return Heading(gridding_words.name_of(one), short_words.lengths(one.size), _made(glass, one))


def row_heading(one: PathMap) -> Heading:
    """The name that stands to the left of a row of the section."""
    return Heading(gridding_words.name_of(one))


def legend(glass: Hourglass, grids: Iterable[Grid], notes: tuple[Text, ...]) -> Legend:
    """What each colour and frame means, and how large it is where it ends."""
    present: set[int] = set()
    for grid in grids:
        present.update(np.unique(grid.roles).tolist())
    entries: list[tuple[Role | Mark, Text, Words]] = []
    if Role.REACHES in present:
        entries.append((Role.REACHES, text("reaches it"), _receptive(glass.maps[INPUT])))
    entries.append((Mark.PINNED, text("pinned"), _place(glass)))
    if Role.REACHED in present:
        entries.append((Role.REACHED, text("reached by it"), _projective(glass.last)))
    if any(not one.is_full and one.inner is not None for one in glass.maps.values()):
        entries.append((Mark.HULL, text("the box of its field"), ""))
    entries += [(role, said, "") for role, said in _PLAIN.items() if role in present]
    return Legend(
        tuple((sample, said) for sample, said, _ in entries),
        notes=notes,
        seconds=tuple(second for *_, second in entries),
    )


def _made(glass: Hourglass, one: PathMap) -> Words:
    if one.name == INPUT:
        return text("the picture")
    if one.patch is None:
        return text("paths not known")
    layer = glass.report.document.layer(one.name)
    return text("made by {operation}", operation=short_words.operation(layer))


def _receptive(one: PathMap) -> Text:
    if one.is_full or one.inner is None:
        return text("{size} pixels of the input: its receptive field", size=size(one))
    return text(
        "{count} of {size} pixels of the input: its receptive field",
        count=number_text.number(one.used), size=size(one),
    )  # fmt: skip


def _projective(one: PathMap) -> Text:
    name = words.one_line(one.name)
    if one.is_full or one.inner is None:
        return text("{size} pixels of {layer}: its projective field", size=size(one), layer=name)
    return text(
        "{count} of {size} pixels of {layer}: its projective field",
        count=number_text.number(one.used), size=size(one), layer=name,
    )  # fmt: skip


def _place(glass: Hourglass) -> Text:
    row, column = map(number_text.number, glass.cell)
    name = words.one_line(glass.name)
    return text("{layer}, row {row}, column {column}", layer=name, row=row, column=column)

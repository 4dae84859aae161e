"""What is said of a map that slides under a window: its padding, its unread cells, its piece."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine import number_text, words
from engine.document import INPUT
from engine.scenes import short_words
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.fields import Pair
    from engine.scenes.input_map import Held
    from engine.scenes.tracks import Track
    from engine.sizes import Shape
    from engine.words import Text

    Tracks = tuple[Track, Track]


def name_of(source: str) -> Text | str:
    """What the title of a map that a layer reads says: its layer's name, or that it is first."""
    return text("input") if source == INPUT else source


def shape_of(shape: Shape, channel: int) -> Text | str:
    """The shape of all channels, and which of several is shown."""
    if shape[0] == 1:
        return short_words.lengths(shape)
    return text("{shape}, channel {channel}", shape=short_words.lengths(shape), channel=channel)


def joined(first: Text | str, second: Text | str) -> Text | str:
    """Both, where there are both."""
    if not first or not second:
        return first or second
    return text("{first}; {second}", first=first, second=second)


def padding(tracks: Tracks, held: Held) -> Text | str:
    """How much padding there is and what it holds; cells that only ceil mode reads beside it."""
    beyond: Text | str = ""
    if any(track.beyond for track in tracks):
        beyond = text("in ceil mode a window reaches beyond, where nothing counts")
    if not any(track.before or track.after for track in tracks):
        return beyond
    return joined(_effect(_amount(tracks), tracks, held), beyond)


def is_causal(tracks: Tracks) -> bool:
    """Whether a row is padded on its left alone, by all that a window reaches back."""
    down, across = tracks
    return (
        down.n == down.length == 1
        and across.after == across.beyond == 0
        and across.before == across.extent - 1 > 0
    )


def never_read(tracks: Tracks) -> Text | str:
    """Which rows and columns no window reads; nothing where all are read."""
    rows, columns = (_unread(track) for track in tracks)
    if not len(rows) and not len(columns):
        return ""
    return _with_real_cells(_which(tracks, rows, columns), tracks, rows, columns)


def shown_piece(pages: tuple[range, range], sides: Pair, lengths: Pair) -> Text | str:
    """Which rows and columns are shown of a map that is too large; nothing where all are."""
    parts: list[Text] = []
    if len(pages[0]) < lengths[0]:
        first, last = _ends(pages[0], sides[0])
        parts.append(text("rows {first}–{last} of {count}", first=first, last=last,
                          count=number_text.number(sides[0])))  # fmt: skip
    if len(pages[1]) < lengths[1]:
        first, last = _ends(pages[1], sides[1])
        parts.append(text("columns {first}–{last} of {count}", first=first, last=last,
                          count=number_text.number(sides[1])))  # fmt: skip
    if len(parts) == 2:
        return text("{head}, {next}", head=parts[0], next=parts[1])
    return parts[0] if parts else ""


def window_outside(tracks: Tracks, most: int) -> Text | str:
    """That a window is larger than what is shown; nothing where it is not."""
    if all(track.extent <= most for track in tracks):
        return ""
    return text("the window reaches beyond these cells")


def _ends(page: range, n: int) -> tuple[str, str]:
    """The first and the last cell that are no padding; where all are, the nearest that is none."""
    held = (min(max(cell, 0), n - 1) for cell in (page.start, page.stop - 1))
    first, last = map(number_text.number, held)
    return first, last


def _amount(tracks: Tracks) -> Text:
    (top, bottom), (left, right) = ((track.before, track.after) for track in tracks)
    if top == bottom == left == right:
        return text("padding {sides}", sides=number_text.number(top))
    sides = [*_vertical(top, bottom), *_horizontal(left, right)]
    told = sides[0]
    for side in sides[1:]:
        told = text("{head}, {next}", head=told, next=side)
    return text("padding {sides}", sides=told)


def _vertical(top: int, bottom: int) -> list[Text]:
    if top == bottom > 0:
        return [text("{cells} top and bottom", cells=number_text.number(top))]
    ends = [text("{cells} top", cells=number_text.number(top))] if top else []
    return [*ends, text("{cells} bottom", cells=number_text.number(bottom))] if bottom else ends


def _horizontal(left: int, right: int) -> list[Text]:
    if left == right > 0:
        return [text("{cells} left and right", cells=number_text.number(left))]
    ends = [text("{cells} left", cells=number_text.number(left))] if left else []
    return [*ends, text("{cells} right", cells=number_text.number(right))] if right else ends


def _effect(amount: Text, tracks: Tracks, held: Held) -> Text:
    if held.mode != "zeros":
        return _REPEATED[held.mode](amount)
    if math.isinf(held.value):
        return text("{padding} holds −∞, which never wins", padding=amount)
    if math.isnan(held.value):
        return text("{padding} is not counted", padding=amount)
    if is_causal(tracks):
        return text("{padding}: causal, no output reads what comes after it", padding=amount)
    sides = [track.before + track.n + track.after for track in tracks]
    return text("{padding} makes it {size}", padding=amount, size=short_words.lengths(sides))


_REPEATED: dict[str, Callable[[Text], Text]] = {
    "reflect": lambda amount: text("{padding} mirrors the cells", padding=amount),
    "replicate": lambda amount: text("{padding} repeats the edge cells", padding=amount),
    "circular": lambda amount: text("{padding} goes on at the opposite side", padding=amount),
}


def _unread(track: Track) -> list[int]:
    """The cells that no window reads, padding included."""
    found: list[int] = (np.flatnonzero(~track.read) + track.first).tolist()
    return found


def _which(tracks: Tracks, rows: list[int], columns: list[int]) -> Text:
    if len(rows) == len(columns) == 1 and _last(tracks[0], rows) and _last(tracks[1], columns):
        return _of_what(text("last row and column"), tracks)
    parts = []
    if rows and _last(tracks[0], rows):
        parts.append(words.plural("last row", "last {count} rows", len(rows)))
    elif rows:
        parts.append(words.plural("{count} row", "{count} rows", len(rows)))
    if columns and _last(tracks[1], columns):
        parts.append(words.plural("last column", "last {count} columns", len(columns)))
    elif columns:
        parts.append(words.plural("{count} column", "{count} columns", len(columns)))
    return _of_what(words.listing(parts, "and"), tracks)


def _of_what(cells: Text, tracks: Tracks) -> Text:
    if any(track.before or track.after for track in tracks):
        return text("{cells} of the padded input: never read", cells=cells)
    return text("{cells}: never read", cells=cells)


def _last(track: Track, cells: list[int]) -> bool:
    """Whether these are neighbours up to the far end."""
    return cells[0] == track.end - len(cells)


def _with_real_cells(said: Text, tracks: Tracks, rows: list[int], columns: list[int]) -> Text:
    """Where padding is among the cells, it is told whether all of them are padding."""
    real = [
        any(0 <= cell < track.n for cell in cells)
        for track, cells in zip(tracks, (rows, columns), strict=True)
    ]
    padded = any(track.before or track.after for track in tracks)
    if padded and any(real):
        return text("{sentence}, real cells among them", sentence=said)
    return said

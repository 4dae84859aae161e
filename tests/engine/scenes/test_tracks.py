from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine import taps
from engine.layers import Layer
from engine.report import Row
from engine.scenes import tracks
from engine.scenes.tracks import LARGEST, Track
from engine.taps import Windows
from tests.engine.stacks import conv, layer, resolved


def row(one: Layer, *, size: Any = 9, channels: int = 1) -> Row:
    found = resolved(one, size=size, channels=channels)
    assert not found.problems
    return found.rows[-1]


def rows_of(one: Layer, **kwargs: Any) -> Track:
    return tracks.tracks(row(one, **kwargs))[0]


@st.composite
def windowed(draw: st.DrawFn) -> Track:
    n, k, s, d = (draw(st.integers(1, most)) for most in (12, 4, 5, 3))
    padding = {"top": draw(st.integers(0, 3)), "bottom": draw(st.integers(0, 3))}
    assume(n + sum(padding.values()) >= d * (k - 1) + 1)
    made = conv("a", [k, 1], stride=[s, 1], dilation=[d, 1], padding=padding)
    return rows_of(made, size=[n, 3])


@given(windowed())
def test_a_cell_is_read_exactly_if_a_tap_of_some_window_lies_on_it(track: Track) -> None:
    assert isinstance(track.reader, Windows)
    reached = {cell for o in range(track.out) for cell in taps.cells(track.reader, o)}
    cells = range(track.first, track.end)
    assert track.read.tolist() == [cell in reached for cell in cells]


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from(["nearest", "bilinear"]))
def test_a_resampled_cell_is_read_exactly_if_an_output_has_a_share_of_it(
    n: int, m: int, mode: str
) -> None:
    track = rows_of(layer("upsample", "u", size=[m, 3], mode=mode), size=[n, 3])
    reached: set[int] = set()
    for o in range(m):
        start, count = track.reader.span(o)
        reached |= set(range(start, start + count))
    assert track.read.tolist() == [cell in reached for cell in range(n)]
    assert max(track.reader.span(o)[1] for o in range(m)) <= track.longest


def test_ceil_mode_alone_reaches_beyond_the_padding() -> None:
    down = {"kernel": 3, "stride": 2, "padding": 1}
    assert rows_of(layer("avg_pool", "p", **down), size=6).beyond == 0
    track = rows_of(layer("avg_pool", "p", **down, ceil_mode=True), size=6)
    assert (track.first, track.end, track.beyond) == (-1, 8, 1)
    assert track.read[-1]


def test_small_maps_are_shown_whole() -> None:
    track = rows_of(conv("a", padding=1), size=[LARGEST - 2, 3])
    assert {track.page(o) for o in range(track.out)} == {range(-1, LARGEST - 1)}


LARGE = [
    conv("a", padding=1),
    conv("a", 2, stride=7),
    conv("a", 3, dilation=40, padding="same"),
    conv("a", 255),
    layer("adaptive_avg_pool", "a", output_size=[13, 1]),
    layer("upsample", "a", size=[1500, 3], mode="bilinear"),
    layer("upsample", "a", size=[77, 3], mode="nearest"),
]


@pytest.mark.parametrize("one", LARGE)
def test_a_piece_of_a_large_map_holds_the_whole_window(one: Layer) -> None:
    track = rows_of(one, size=[1000, 255])
    for o in range(track.out):
        page = track.page(o)
        start, count = track.reader.span(o)
        assert len(page) == LARGEST
        assert track.first <= page.start
        assert page.stop <= track.end
        assert track.cut(o, page) == (start - page.start, range(count))
        assert start + (count - 1) * track.reader.step < page.stop


def test_a_piece_is_left_only_when_its_window_leaves_it() -> None:
    track = rows_of(conv("a", padding=1), size=[1000, 3])
    pages = [track.page(o) for o in range(track.out)]
    moves = [o for o in range(1, track.out) if pages[o] != pages[o - 1]]
    assert moves == [254, 508, 762]
    for o in moves:
        assert track.reader.span(o)[0] + 2 >= pages[o - 1].stop


def test_of_a_window_larger_than_the_piece_the_middle_is_shown() -> None:
    track = rows_of(conv("a", [3, 1], dilation=[1024, 1], padding="same"), size=[900, 3])
    for o in range(track.out):
        page = track.page(o)
        cut = track.cut(o, page)
        assert cut.taps == range(1, 2)
        assert page.start + cut.start == o
    assert len({track.page(o) for o in range(track.out)}) < 20


def test_a_window_without_any_tap_in_the_piece_is_cut_to_nothing() -> None:
    track = rows_of(conv("a", [2, 1], dilation=[1024, 1], padding="same"), size=[900, 3])
    assert not track.cut(450, track.page(450)).taps


def test_the_longest_window_of_a_shared_map_is_known() -> None:
    track = rows_of(layer("adaptive_max_pool", "a", output_size=[4, 1]), size=[10, 3])
    assert track.longest == 3
    assert track.read.all()


def test_padding_of_every_mode_is_where_numpy_puts_it() -> None:
    modes: dict[str, Any] = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}
    for mode, named in modes.items():
        made = conv("a", padding={"top": 2, "bottom": 3}, padding_mode=mode)
        track = rows_of(made, size=[5, 3])
        places = np.arange(track.first, track.end)
        expected = np.pad(np.arange(5), (2, 3), named)
        assert track.sources(places, mode).tolist() == expected.tolist()

"""What a GIF holds, read back by Pillow and, block by block, by a reader of our own."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from PIL import Image, ImageSequence

from gui.render import gif
from gui.render.gif import Film

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Picture = NDArray[np.uint32]

PAPER, ORANGE = 0xFFFFFFFF, 0xFFCC7F12
OPAQUE = np.uint32(0xFF000000)


class Block(NamedTuple):
    left: int
    top: int
    width: int
    height: int
    delay_cs: int
    size: int

    @property
    def area(self) -> int:
        return self.width * self.height


def film(pictures: Sequence[Picture], delays: Sequence[int] | int = 70) -> bytes:
    stream = BytesIO()
    height, width = pictures[0].shape
    made = Film(stream, width, height)
    times = [delays] * len(pictures) if isinstance(delays, int) else delays
    for picture, delay_cs in zip(pictures, times, strict=True):
        made.add(picture, delay_cs)
    made.finish()
    return stream.getvalue()


def plain(height: int = 40, width: int = 60) -> Picture:
    return np.full((height, width), PAPER, np.uint32)


def with_square(place: int, colour: int = ORANGE) -> Picture:
    picture = plain()
    picture[5:15, place : place + 10] = colour
    return picture


def noise(colours: int, seed: int, height: int = 40, width: int = 60) -> Picture:
    rng = np.random.default_rng(seed)
    palette = rng.integers(0, 2**24, colours, dtype=np.uint32) | OPAQUE
    return palette[rng.integers(0, colours, (height, width))]


def decoded(data: bytes) -> list[Picture]:
    found = []
    for frame in ImageSequence.Iterator(Image.open(BytesIO(data))):
        red, green, blue = np.moveaxis(np.asarray(frame.convert("RGB")).astype(np.uint32), 2, 0)
        found.append(red << 16 | green << 8 | blue | OPAQUE)
    return found


def blocks(data: bytes) -> list[Block]:
    """The frames with their places, as GIF89a lays them out, to the last byte."""
    assert data[:6] == b"GIF89a"
    at, found, delay_cs = 13 + (6 << (data[10] & 7)), [], 0
    while data[at] != 0x3B:
        begin = at
        if data[at] == 0x21:
            if data[at + 1] == 0xF9:
                (delay_cs,) = struct.unpack_from("<H", data, at + 4)
            at = past_sub_blocks(data, at + 2)
            continue
        left, top, width, height, flags = struct.unpack_from("<HHHHB", data, at + 1)
        assert flags == 0, "a frame has a table of its own"
        at = past_sub_blocks(data, at + 11)
        found.append(Block(left, top, width, height, delay_cs, at - begin))
    assert at == len(data) - 1
    return found


def past_sub_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def assert_same(shown: Sequence[Picture], wanted: Sequence[Picture]) -> None:
    assert len(shown) == len(wanted)
    for one, other in zip(shown, wanted, strict=True):
        np.testing.assert_array_equal(one, other)


def test_every_frame_comes_back_as_it_was() -> None:
    pictures = [with_square(place) for place in (0, 10, 35, 50)]
    assert_same(decoded(film(pictures)), pictures)


@pytest.mark.parametrize("colours", [1, 2, 3, 4, 5, 16, 17, 200, 255])
def test_up_to_255_colours_are_exact(colours: int) -> None:
    pictures = [noise(colours, seed=0)]
    pictures += [np.roll(pictures[0], shift) for shift in (1, 7)] if colours > 1 else []
    assert_same(decoded(film(pictures)), pictures)


def test_beyond_255_colours_none_is_far_off_and_nothing_is_dithered() -> None:
    shades = np.arange(400, dtype=np.uint32)
    picture = np.tile(OPAQUE | (shades // 2) << 8 | shades % 2, (40, 1))
    (shown,) = decoded(film([picture]))
    assert abs((shown >> 8 & 0xFF).astype(int) - (picture >> 8 & 0xFF).astype(int)).max() <= 1
    assert (shown == shown[0]).all()


def test_there_is_one_table_and_it_is_repeated_for_ever() -> None:
    data = film([with_square(0), with_square(20)])
    assert len(blocks(data)) == 2
    assert Image.open(BytesIO(data)).info["loop"] == 0


def test_a_frame_holds_only_the_rectangle_that_changed() -> None:
    found = blocks(film([with_square(0), with_square(10), with_square(30)]))
    assert found[0][:4] == (0, 0, 60, 40)
    assert found[1][:4] == (0, 5, 20, 10)
    assert found[2][:4] == (10, 5, 30, 10)


def test_what_stays_between_two_changes_costs_next_to_nothing() -> None:
    busy = noise(200, seed=1, height=200, width=300)
    changed = busy.copy()
    changed[3, 3] = changed[-3, -3] = busy[0, 0]
    changed[3, 3] ^= 0xFF
    changed[-3, -3] ^= 0xFF00
    found = blocks(film([busy, changed]))
    assert found[1].area > 50_000
    assert found[1].size < found[0].size / 50


def test_a_change_between_colours_of_one_entry_draws_nothing() -> None:
    far_apart = OPAQUE | np.arange(255, dtype=np.uint32) % 16 << 12 | np.arange(255) // 16 << 4
    columns, black = np.tile(far_apart, (300, 1)), np.full((300, 300), OPAQUE)
    picture = np.concatenate([columns, black], axis=1).astype(np.uint32)
    changed = picture.copy()
    changed[:, 255:] += np.random.default_rng(0).random((300, 300)) < 1 / 40
    found = blocks(film([picture, changed]))
    assert found[1].area > 80_000
    assert found[1].size < 800


def test_equal_frames_are_one_that_takes_their_time() -> None:
    data = film([with_square(0), with_square(0), with_square(9), with_square(9)], [7, 8, 9, 10])
    assert [one.delay_cs for one in blocks(data)] == [15, 19]


def test_what_lasts_longer_than_a_frame_can_say_still_lasts_so_long() -> None:
    data = film([with_square(0), with_square(9)], [100_000, 70])
    assert sum(one.delay_cs for one in blocks(data)) == 100_070
    np.testing.assert_array_equal(decoded(data)[-1], with_square(9))


def test_a_change_outside_what_is_looked_at_is_not_seen() -> None:
    stream = BytesIO()
    made = Film(stream, 60, 40)
    made.add(with_square(0), 10)
    both = with_square(20)
    both[30:35, 50:] = 0xFF0000FF
    made.add(both, 10, within=(0, 20, 0, 60))
    made.finish()
    np.testing.assert_array_equal(decoded(stream.getvalue())[1], with_square(20))


def test_a_film_too_long_to_wait_for_its_colours_is_as_exact(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pictures = [noise(20, seed) for seed in range(8)]
    whole = film(pictures)
    monkeypatch.setattr(gif, "MOST_WAITING_PIXELS", 3000)
    in_parts = film(pictures)
    assert in_parts != whole
    assert_same(decoded(in_parts), pictures)
    assert_same(decoded(whole), pictures)


def test_colours_that_come_too_late_for_the_table_take_the_nearest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gif, "MOST_WAITING_PIXELS", 100)
    ramp = np.tile(OPAQUE | np.arange(250, dtype=np.uint32), (4, 1))
    later = [ramp | np.uint32(green << 8) for green in (1, 2, 3)]
    shown = decoded(film([ramp, *later]))
    np.testing.assert_array_equal(shown[0], ramp)
    for one, wanted in zip(shown, [ramp, *later], strict=True):
        for shift in (8, 0):
            apart = (one >> shift & 0xFF).astype(int) - (wanted >> shift & 0xFF).astype(int)
            assert abs(apart).max() <= 3


def test_the_same_frames_are_the_same_bytes() -> None:
    pictures = [noise(400, seed) for seed in range(3)]
    assert film(pictures) == film(pictures)


def test_a_single_pixel_is_a_film() -> None:
    picture = np.array([[ORANGE]], np.uint32)
    assert_same(decoded(film([picture])), [picture])

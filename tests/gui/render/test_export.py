"""Pictures, strips and films of figures: what is in them, and that ways to make them agree."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageSequence
from PySide6.QtGui import QImage

from gui.render import export, film
from gui.render.export import Style
from gui.render.pacing import Pace
from gui.render.theme import DARK, LIGHT, THEMES
from tests.gui.render import counted, figures
from tests.gui.render.figures import CONV, copied

pytestmark = pytest.mark.usefixtures("qapp")

# A film of each: padding with its dashes, a window with gaps, a pool, pictures that come in.
FILMS: dict[str, dict[str, Any]] = {
    "padded": {"layers": [{**CONV, "padding": 1, "weights": {"pattern": "digits"}}]},
    "dilated": {"layers": [{**CONV, "dilation": 2}], "size": 7},
    "pool": {"layers": [{"op": "max_pool", "name": "pool", "kernel": 2, "padding": 1}]},
    "maps": {"layers": [CONV], "scene": "maps"},
    "traced": {
        "layers": [CONV, {**CONV, "name": "b", "dilation": 2}],
        "size": 9,
        "scene": "gridding",
    },
    "pinned": {"layers": [CONV, {**CONV, "name": "b", "dilation": 2}], "size": 9, "scene": "field"},
    "used": {"layers": [{**CONV, "stride": 4}], "size": 9, "scene": "usage"},
    "stages": {
        "layers": [{"op": "conv_transpose", "name": "up", "out_channels": 1, "kernel": 3,
                    "stride": 2, "padding": {"top": 3, "right": 1}, "output_padding": 1}],
        "size": 2,
    },
}  # fmt: skip


def film_of(name: str) -> export.Figure:
    if name in counted.TIMELINES:
        return figures.figure(counted.TIMELINES[name](), 640, 400)
    asked = dict(FILMS[name])
    return figures.figure(figures.timeline(*asked.pop("layers"), **asked), 640, 400)


def gif(shown: export.Figure, pace: Pace = Pace(), last: int | None = None) -> Image.Image:  # noqa: B008
    stream = BytesIO()
    end = shown.timeline.length - 1 if last is None else last
    film.write_gif(stream, shown, (0, end), pace)
    return Image.open(stream)


def durations(shown: Image.Image) -> list[int]:
    return [frame.info["duration"] for frame in ImageSequence.Iterator(shown)]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_paper_is_the_themes(theme: Any) -> None:
    image = export.still(figures.figure(style=Style(theme)), 0)
    assert image.pixelColor(0, 0).getRgb() == (*theme.paper, 255)


def test_without_paper_what_is_not_drawn_is_transparent() -> None:
    shown = figures.figure(style=Style(LIGHT, paper=False))
    image = export.still(shown, 0)
    assert image.pixelColor(0, 0).alpha() == 0
    box = next(iter(shown.layout.boxes.values()))
    middle = image.pixelColor(int(box.x + box.cell / 2), int(box.y + box.cell / 4))
    assert middle.alpha() == 255


def test_a_picture_is_as_large_as_was_asked_for() -> None:
    image = export.still(figures.figure(width=333, height=222), 0)
    assert (image.width(), image.height()) == (333, 222)


@pytest.mark.parametrize("name", [*FILMS, *counted.TIMELINES])
def test_what_is_drawn_over_the_step_before_is_what_is_drawn_anew(name: str) -> None:
    shown = film_of(name)
    image, before = export.blank(shown), None
    last = shown.timeline.length - 1
    for t in [*np.arange(0, last + 0.01, 1 / 3).tolist(), 0, last, 0.5]:
        frame = shown.timeline.frame_at(t)
        export.repaint(shown, image, before, frame)
        before = frame
        np.testing.assert_array_equal(copied(image), copied(export.still(shown, t)), str(t))


def test_a_strip_is_its_steps_side_by_side() -> None:
    shown = figures.figure()
    whole = copied(export.strip(shown, [0, 4, 8]))
    for place, step in enumerate((0, 4, 8)):
        part = whole[:, 400 * place : 400 * (place + 1)]
        np.testing.assert_array_equal(part, copied(export.still(shown, step)))


def test_a_png_holds_the_pixels_and_their_density() -> None:
    image = export.still(figures.figure(), 0)
    found = Image.open(BytesIO(export.png(image, 300)))
    assert found.info["dpi"] == pytest.approx((300, 300), abs=0.02)
    assert set(found.info) == {"dpi"}
    again = QImage.fromData(export.png(image, 300)).convertToFormat(QImage.Format.Format_RGB32)
    np.testing.assert_array_equal(copied(again), copied(image))


def test_the_same_picture_is_the_same_bytes() -> None:
    first, second = (export.png(export.still(figures.figure(), 3)) for _ in range(2))
    assert first == second


def test_without_captions_the_maps_are_as_large_as_before_or_larger_and_alone() -> None:
    timeline = figures.timeline(size=9)
    told = figures.figure(timeline, 800, 300)
    bare = figures.figure(timeline, 800, 300, Style(LIGHT, captions=False))
    assert set(bare.layout.boxes) == set(told.layout.boxes)
    assert all(box.cell >= told.layout.boxes[key].cell for key, box in bare.layout.boxes.items())
    assert any(box.cell > told.layout.boxes[key].cell for key, box in bare.layout.boxes.items())
    places = bare.layout
    assert not any((places.titles, places.slots, places.feet, places.step, places.headline))


def test_words_are_said_in_the_figures_language() -> None:
    english, chinese = (
        copied(export.still(figures.figure(width=800, height=500, style=Style(DARK, language)), 0))
        for language in ("en", "zh_CN")
    )
    assert not np.array_equal(english, chinese)


def test_a_film_shows_every_step_as_long_as_it_should() -> None:
    shown = figures.figure()
    assert durations(gif(shown)) == [700] * 8 + [1400]
    assert durations(gif(shown, Pace(rate=10, hold_ms=250), last=3)) == [100] * 3 + [250]


def test_delays_that_are_no_whole_hundredths_add_up() -> None:
    times = durations(gif(figures.figure(), Pace(rate=3)))
    assert set(times[:-1]) == {330, 340}
    assert sum(times) == round(10 / 3 * 100) * 10


def test_a_gliding_film_moves_between_the_steps_and_takes_the_same_time() -> None:
    shown = figures.figure()
    cuts, gliding = gif(shown), gif(shown, Pace(glide=True))
    assert sum(durations(gliding)) == sum(durations(cuts))
    assert len(durations(gliding)) > 5 * len(durations(cuts))
    assert min(durations(gliding)) >= 30


def test_a_film_shows_the_pictures_of_its_steps() -> None:
    shown = figures.figure(width=240, height=150)
    for step, frame in enumerate(ImageSequence.Iterator(gif(shown))):
        wanted = copied(export.still(shown, step))
        channels = np.stack([wanted >> shift & 0xFF for shift in (16, 8, 0)], axis=2).astype(int)
        # A few hundred shades of letters and rings share the 255 entries.
        assert abs(np.asarray(frame.convert("RGB")).astype(int) - channels).max() <= 24

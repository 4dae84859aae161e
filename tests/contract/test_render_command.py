"""The render command as a process: what it makes of a document, and how it is asked."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from .documents import conv, encode, stack
from .drawing import GOOD, SMALL, drawn, frames, milliseconds, names, same_pixels, size, written
from .running import MAIN, Argument, convscope, environment


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return written(tmp_path, "good", GOOD)


def test_a_picture_is_1600_pixels_wide_and_five_eighths_as_high(good: Path) -> None:
    out = good.with_name("x.png")
    drawn(good, "-o", out)
    assert size(out) == (1600, 1000)
    assert names(good.parent) == ["good.convscope", "x.png"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--width", "400"), (400, 250)),
        (("--height", "250"), (400, 250)),
        (("--width", "300", "--height", "300"), (300, 300)),
        (("--width", "600", "--steps", "1..3"), (600, 125)),
        (("--width", "400", "--strip"), (400, 62)),
        (("--height", "100", "--steps", "0..1"), (320, 100)),
    ],
    ids=str,
)
def test_the_size_is_the_one_asked_for(
    options: tuple[str, ...], expected: tuple[int, int], good: Path
) -> None:
    out = good.with_name("x.png")
    drawn(good, "-o", out, *options)
    assert size(out) == expected


@pytest.mark.parametrize("ending", ["png", "gif"])
def test_the_same_input_is_the_same_bytes(ending: str, good: Path) -> None:
    outs = [good.with_name(f"{name}.{ending}") for name in "xy"]
    for out in outs:
        drawn(good, "-o", out, *SMALL)
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_a_picture_without_its_document_may_be_asked_for(good: Path) -> None:
    with_option, without = good.with_name("a.png"), good.with_name("b.png")
    drawn(good, "-o", with_option, *SMALL, "--no-embed")
    drawn(good, "-o", without, *SMALL)
    assert with_option.read_bytes() == without.read_bytes()


def test_a_picture_shows_the_last_step_unless_another_is_asked_for(good: Path) -> None:
    usual, last, first = (good.with_name(f"{name}.png") for name in ("usual", "last", "first"))
    drawn(good, "-o", usual, *SMALL)
    drawn(good, "-o", last, *SMALL, "--step", "8")
    drawn(good, "-o", first, *SMALL, "--step", "0")
    assert usual.read_bytes() == last.read_bytes() != first.read_bytes()


def test_a_folder_holds_a_numbered_picture_for_each_step(good: Path) -> None:
    out = good.with_name("new") / "steps"
    drawn(good, "-o", f"{out}/", *SMALL)
    assert names(out) == [f"{step:03}.png" for step in range(9)]
    third = good.with_name("third.png")
    drawn(good, "-o", third, *SMALL, "--step", "2")
    assert (out / "002.png").read_bytes() == third.read_bytes()


def test_a_folder_holds_the_chosen_steps_and_keeps_what_it_held(good: Path) -> None:
    out = good.with_name("steps")
    out.mkdir()
    (out / "000.png").write_bytes(b"mine")
    drawn(good, "-o", f"{out}/", *SMALL, "--steps", "3..5")
    assert names(out) == ["000.png", "003.png", "004.png", "005.png"]
    assert (out / "000.png").read_bytes() == b"mine"


def test_a_folder_of_a_glide_holds_equally_long_frames(good: Path) -> None:
    out = good.with_name("glide")
    options = ("--steps", "0..1", "--glide", "--fps", "10", "--hold", "0.3")
    drawn(good, "-o", f"{out}/", *SMALL, *options)
    assert names(out) == [f"{frame:03}.png" for frame in range(10)]


def test_a_film_takes_seven_tenths_of_a_second_a_step_and_the_last_twice(good: Path) -> None:
    out = good.with_name("x.gif")
    drawn(good, "-o", out, *SMALL)
    assert milliseconds(out) == [700] * 8 + [1400]
    with Image.open(out) as film:
        assert film.info["loop"] == 0
        assert film.size == (240, 150)


def test_a_films_pace_can_be_chosen(good: Path) -> None:
    out = good.with_name("x.gif")
    drawn(good, "-o", out, *SMALL, "--fps", "8", "--hold", "2.5", "--steps", "2..5")
    assert milliseconds(out)[-1] == 2500
    # An eighth of a second is 12.5 hundredths: what one frame loses the next one gets.
    assert sorted(milliseconds(out)[:3]) == [120, 130, 130]


def test_a_gliding_film_takes_as_long_as_one_in_cuts(good: Path) -> None:
    out = good.with_name("x.gif")
    drawn(good, "-o", out, *SMALL, "--glide")
    assert sum(milliseconds(out)) == 8 * 700 + 1400
    assert len(milliseconds(out)) > 60


def test_a_film_shows_the_steps(good: Path) -> None:
    out, still = good.with_name("x.gif"), good.with_name("x.png")
    drawn(good, "-o", out, *SMALL)
    drawn(good, "-o", still, *SMALL, "--step", "4")
    with Image.open(still) as picture:
        wanted = picture.convert("RGB").tobytes()
    shown = frames(out)[4].tobytes()
    assert max(abs(one - other) for one, other in zip(shown, wanted, strict=True)) <= 24


def test_the_document_may_come_from_standard_input(good: Path) -> None:
    piped, read = good.with_name("piped.png"), good.with_name("read.png")
    drawn("-", "-o", piped, *SMALL, stdin=encode(GOOD))
    drawn(good, "-o", read, *SMALL)
    assert piped.read_bytes() == read.read_bytes()


@pytest.mark.parametrize(
    "options",
    [
        ("--theme", "dark"),
        ("--theme", "print"),
        ("--lang", "zh_CN"),
        ("--transparent",),
        ("--no-captions",),
        ("--scene", "maps"),
    ],
    ids=str,
)
def test_every_look_is_another_picture(options: tuple[str, ...], good: Path) -> None:
    plain, other = good.with_name("plain.png"), good.with_name("other.png")
    drawn(good, "-o", plain, "--width", "800")
    drawn(good, "-o", other, "--width", "800", *options)
    assert not same_pixels(plain, other)


def test_the_language_is_the_environments_unless_it_is_asked_for(good: Path) -> None:
    outs = [good.with_name(f"{name}.png") for name in "abc"]
    asked: list[Argument] = ["render", good, "--width", "800", "-o"]
    assert convscope(*asked, outs[0], env={"LC_ALL": "zh_CN.UTF-8"}).status == 0
    assert convscope(*asked, outs[1], "--lang", "zh_CN").status == 0
    assert convscope(*asked, outs[2], "--lang", "en", env={"LC_ALL": "zh_CN.UTF-8"}).status == 0
    assert outs[0].read_bytes() == outs[1].read_bytes() != outs[2].read_bytes()


def test_a_transparent_picture_has_no_paper(good: Path) -> None:
    out = good.with_name("x.png")
    drawn(good, "-o", out, *SMALL, "--transparent")
    with Image.open(out) as picture:
        assert picture.mode == "RGBA"
        assert picture.getpixel((0, 0)) == (0, 0, 0, 0)


def test_pixels_an_inch_are_written_and_change_no_pixel(good: Path) -> None:
    plain, dense = good.with_name("plain.png"), good.with_name("dense.png")
    drawn(good, "-o", plain, *SMALL)
    drawn(good, "-o", dense, *SMALL, "--dpi", "300")
    assert same_pixels(plain, dense)
    with Image.open(dense) as picture:
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.02)


def test_layer_pixel_and_channel_take_the_place_of_the_views(tmp_path: Path) -> None:
    layers = (conv("a", kernel=3), conv("b", kernel=2, out_channels=2))
    asked = written(tmp_path, "asked", stack(*layers, size=6, view={"layer": "nowhere"}))
    viewed = written(
        tmp_path,
        "viewed",
        stack(*layers, size=6, view={"layer": "b", "pixel": [1, 1], "channel": 1}),
    )
    one, other = tmp_path / "one.png", tmp_path / "other.png"
    drawn(asked, "-o", one, *SMALL, "--layer", "b", "--pixel", "1,1", "--channel", "1")
    drawn(viewed, "-o", other, *SMALL)
    assert one.read_bytes() == other.read_bytes()


LISTING = """
import runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except SystemExit as ended:
    assert not ended.code
print(*sorted(sys.modules), file=sys.stderr)
"""


def imported(*arguments: Argument, **env: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LISTING, MAIN, "render", *arguments],
        capture_output=True, timeout=60, text=True, env=environment(env), check=True,
    )  # fmt: skip
    return set(done.stderr.split())


def test_a_picture_needs_neither_widgets_nor_pillow(good: Path) -> None:
    found = imported(good, "-o", good.with_name("x.png"), *SMALL)
    assert "PySide6.QtGui" in found
    assert not {"PySide6.QtWidgets", "pyqtgraph", "PIL"} & found


def test_a_film_needs_no_widgets(good: Path) -> None:
    found = imported(good, "-o", good.with_name("x.gif"), *SMALL)
    assert "PIL" in found
    assert not {"PySide6.QtWidgets", "pyqtgraph"} & found


@pytest.mark.parametrize("platform", ["", "xcb", "nonsense"])
def test_it_draws_without_a_display_whatever_platform_is_asked_for(
    platform: str, good: Path
) -> None:
    out = good.with_name("x.png")
    done = convscope("render", good, "-o", out, *SMALL, env={"QT_QPA_PLATFORM": platform})
    assert (done.status, done.err) == (0, "")
    assert out.exists()


def test_help_tells_every_option() -> None:
    told = convscope("render", "--help")
    assert told.status == 0
    for option in ("-o OUT", "--scene", "--steps A..B", "--strip", "--theme", "--glide", "--lang"):
        assert option in told.out

"""Drawings and pages from the render command: their size, their words, and that they stay."""

import re
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

import pytest

from .documents import conv, stack
from .drawing import GOOD, SMALL, drawn, names, refused, written
from .running import convscope
from .test_render_command import imported

SHAPES = pytest.mark.parametrize("ending", ["svg", "pdf"])
OUTER = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return written(tmp_path, "good", GOOD)


def made(good: Path, ending: str, *options: str) -> bytes:
    out = good.with_name(f"x.{ending}")
    drawn(good, "-o", out, *options)
    assert names(good.parent) == ["good.convscope", out.name]
    return out.read_bytes()


def root(good: Path, *options: str) -> ET.Element:
    return ET.fromstring(made(good, "svg", *options))  # noqa: S314 - it is ours


def said(good: Path, *options: str) -> list[str]:
    return [one.text or "" for one in root(good, *options).iter(f"{OUTER}text")]


def box(page: bytes) -> list[float]:
    found = re.search(rb"/MediaBox \[([^]]*)\]", page)
    assert found
    return [float(number) for number in found[1].split()]


def streams(page: bytes) -> bytes:
    """What is drawn, which is packed."""
    found = b""
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", page, re.DOTALL):
        if packed[:1] == b"\x78":
            found += zlib.decompressobj().decompress(packed)
    return found


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ("1600", "1000", "0 0 1600 1000")),
        (("--width", "400"), ("400", "250", "0 0 400 250")),
        (("--width", "600", "--dpi", "300"), ("50.8000mm", "31.7500mm", "0 0 600 375")),
        (("--width", "600", "--steps", "1..3"), ("600", "125", "0 0 600 125")),
        (("--width", "600", "--strip"), ("600", "94", "0 0 600 94")),
    ],
    ids=str,
)
def test_a_drawing_has_the_size_asked_for(
    options: tuple[str, ...], expected: tuple[str, ...], good: Path
) -> None:
    found = root(good, *options)
    assert tuple(found.get(name) for name in ("width", "height", "viewBox")) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), [0, 0, 1200, 750]),
        (("--width", "800", "--dpi", "300"), [0, 0, 192, 120]),
        (("--width", "401", "--height", "255"), [0, 0, 301, 192]),
    ],
    ids=str,
)
def test_a_page_has_the_size_asked_for_in_whole_points(
    options: tuple[str, ...], expected: list[float], good: Path
) -> None:
    assert box(made(good, "pdf", *options)) == expected


@SHAPES
def test_the_same_input_is_the_same_bytes_in_every_time_zone(ending: str, good: Path) -> None:
    """Qt writes the time, and the fonts in an order that is another each time."""
    outs = []
    for zone in ("UTC", "Asia/Kolkata", "America/New_York", "UTC"):
        out = good.with_name(f"x.{ending}")
        done = convscope("render", good, "-o", out, *SMALL, env={"TZ": zone})
        assert (done.status, done.err) == (0, "")
        outs.append(out.read_bytes())
    assert outs == [outs[0]] * 4


def test_a_page_names_the_places_of_its_parts_and_one_date(good: Path) -> None:
    page = made(good, "pdf", *SMALL)
    assert re.findall(rb"D:[0-9]+", page) == [b"D:20000101000000"] * 2
    start = int(page[page.rindex(b"startxref") :].split()[1])
    assert page[start:].startswith(b"xref\n")
    places = re.findall(rb"([0-9]{10}) 00000 n", page[start:])
    for number, place in enumerate(places, 1):
        assert page[int(place) :].startswith(b"%d 0 obj" % number)


@SHAPES
def test_nothing_outside_and_no_bitmap_is_needed(ending: str, good: Path) -> None:
    found = made(good, ending, "--width", "800")
    assert not re.search(rb"<image|href|@import|/Subtype\s*/Image|/URI", found)
    assert not re.search(rb"url\((?!data:font/otf;base64,)", found)


def test_words_are_text_with_their_font_unless_outlines_are_asked_for(good: Path) -> None:
    plain, outlined = (root(good, "--width", "800", *more) for more in ((), ("--outlines",)))
    assert "input" in {(one.text or "").strip() for one in plain.iter(f"{OUTER}text")}
    assert plain.find(f"{OUTER}style") is not None
    assert not list(outlined.iter(f"{OUTER}text"))
    assert outlined.find(f"{OUTER}style") is None


def test_a_pages_words_have_a_font_unless_outlines_are_asked_for(good: Path) -> None:
    plain, outlined = (made(good, "pdf", *SMALL, *more) for more in ((), ("--outlines",)))
    assert b"/FontFile" in plain
    assert b"/ToUnicode" in plain
    assert b"/FontFile" not in outlined


def test_a_drawing_without_captions_says_numbers_alone(good: Path) -> None:
    assert not [word for word in said(good, "--no-captions") if re.search("[a-z]", word)]


def test_a_drawing_speaks_chinese(good: Path) -> None:
    assert re.search("[\u4e00-\u9fff]", "".join(said(good, "--lang", "zh_CN")))


def test_a_transparent_drawing_has_no_paper(good: Path) -> None:
    sheet = '<rect x="0" y="0" width="240" height="150"/>'
    assert sheet in made(good, "svg", *SMALL).decode()
    assert sheet not in made(good, "svg", *SMALL, "--transparent").decode()


def test_a_transparent_page_has_no_paper(good: Path) -> None:
    plain, bare = (streams(made(good, "pdf", *SMALL, *more)) for more in ((), ("--transparent",)))
    assert len(bare) < len(plain)


@SHAPES
def test_themes_and_steps_differ(ending: str, good: Path) -> None:
    choices = ((), ("--theme", "dark"), ("--theme", "print"), ("--step", "0"))
    assert len({made(good, ending, *SMALL, *options) for options in choices}) == 4


def test_a_map_of_many_cells_is_a_few_shapes(tmp_path: Path) -> None:
    layers = [conv(name, kernel=3, dilation=2, padding=2) for name in "abc"]
    document = written(tmp_path, "good", stack(*layers, size=64, view={"scene": "gridding"}))
    found = made(document, "svg", "--outlines")
    assert found.count(b"<rect") + found.count(b"<path") < 1500
    assert len(found) < 1_500_000


@SHAPES
@pytest.mark.parametrize("option", [("--fps", "5"), ("--glide",), ("--hold", "2")], ids=str)
def test_a_still_has_no_pace(option: tuple[str, ...], ending: str, good: Path) -> None:
    refused(2, good, "-o", good.with_name(f"x.{ending}"), *option)
    assert names(good.parent) == ["good.convscope"]


@SHAPES
def test_shapes_need_neither_display_nor_widgets_nor_pillow(ending: str, good: Path) -> None:
    out = good.with_name(f"x.{ending}")
    found = imported(good, "-o", out, *SMALL, QT_QPA_PLATFORM="xcb", DISPLAY="")
    assert "PySide6.QtSvg" in found
    assert not {"PySide6.QtWidgets", "PySide6.QtSvgWidgets", "pyqtgraph", "PIL"} & found
    assert out.exists()


def test_a_folder_that_cannot_be_written_keeps_nothing(good: Path) -> None:
    refused(1, good, "-o", good.parent / "absent" / "x.pdf", *SMALL)
    assert names(good.parent) == ["good.convscope"]

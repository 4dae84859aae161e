from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QRawFont, QTextLayout

from gui.render import fonts
from tests import source

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qapp")

CATALOGUES = sorted((source.ROOT / "resources" / "locale").glob("**/*.po"))
LATIN, CHINESE = fonts.FILES[:2], fonts.FILES[2:]
WEIGHTS = (fonts.NORMAL, fonts.STRONG)
DIGITS = "0123456789"


def raw(name: str) -> QRawFont:
    found = QRawFont(str(fonts.FOLDER / name), 40)
    assert found.isValid()
    return found


def lacking(characters: str | set[str], *names: str) -> list[str]:
    """The characters for which none of the fonts has a glyph."""
    chain = [raw(name) for name in names]
    return sorted(c for c in characters if not any(one.supportsCharacter(ord(c)) for one in chain))


def level_one() -> list[str]:
    """GB 2312 level 1: rows 16 to 55, of which the last is five short."""
    rows = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(16, 56) for cell in range(1, 95))
    return [pair.decode("gb2312") for pair in rows if pair < b"\xd7\xfa"]


def families(text: str, weight: QFont.Weight = fonts.NORMAL) -> set[str]:
    """The fonts that a text is really set in."""
    layout = QTextLayout(text, fonts.font(40, weight))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


@pytest.mark.parametrize("name", CHINESE)
def test_every_common_chinese_character_has_a_glyph(name: str) -> None:
    assert len(level_one()) == 3755
    assert not lacking(set(level_one()), name)
    assert not lacking("，。、；：？！（）《》「」【】％＋－＝～", name)


@pytest.mark.parametrize("pair", list(zip(LATIN, CHINESE, strict=True)), ids=["normal", "strong"])
@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_character_of_a_translation_has_a_glyph(
    catalogue: Path, pair: tuple[str, str]
) -> None:
    said = {c for c in catalogue.read_text(encoding="utf-8") if c.isprintable()}
    assert not lacking(said, *pair), "run `make fonts`"


@pytest.mark.parametrize("name", LATIN)
def test_what_formulas_are_written_with_has_a_glyph(name: str) -> None:
    assert not lacking("−×·≈=+→←↑↓½²∞σΓΔαβ°…—–“”‘’éüß≤≥≠\u2009\u00a0\u202f", name)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_both_weights_are_there_and_none_is_made_up(weight: QFont.Weight) -> None:
    found = QFontInfo(fonts.font(40, weight))
    assert (found.family(), found.weight()) == (fonts.FAMILIES[0], weight)
    assert families("×", weight) == {fonts.FAMILIES[0]}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_only_what_the_first_font_lacks_is_chinese(weight: QFont.Weight) -> None:
    assert families("3×3 · 5", weight) == {fonts.FAMILIES[0]}
    assert families("卷积核", weight) == {fonts.FAMILIES[1]}
    assert families("步幅 2，3×3", weight) == set(fonts.FAMILIES)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_all_digits_are_equally_wide(weight: QFont.Weight) -> None:
    font = fonts.font(40, weight)
    metrics = QFontMetricsF(font)
    assert len({metrics.horizontalAdvance(digit) for digit in DIGITS}) == 1
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("7474")
    font.unsetFeature(QFont.Tag("tnum"))
    assert len({QFontMetricsF(font).horizontalAdvance(digit) for digit in DIGITS}) > 1


def test_what_is_written_is_what_is_shown() -> None:
    """No feature of the font turns an x between digits into another character."""
    shown = raw(LATIN[0]).glyphIndexesForString("x")
    layout = QTextLayout("3x5", fonts.font(40))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    assert layout.glyphRuns()[0].glyphIndexes()[1] == shown[0]


@pytest.mark.parametrize(("asked", "given"), [(0.2, 1), (9.2, 9), (18.04, 18), (25.5, 26)])
def test_a_size_is_the_nearest_whole_pixel(asked: float, given: int) -> None:
    assert fonts.font(asked).pixelSize() == given


def test_letters_are_not_hinted() -> None:
    assert fonts.font(20).hintingPreference() == QFont.HintingPreference.PreferNoHinting


def test_the_fonts_are_small_and_have_their_licences() -> None:
    sizes = [(fonts.FOLDER / name).stat().st_size for name in fonts.FILES]
    assert sum(sizes) < 2_000_000
    for name in ("OFL-Inter.txt", "OFL-Noto.txt"):
        assert "SIL OPEN FONT LICENSE" in (fonts.FOLDER / name).read_text(encoding="utf-8")


def test_a_missing_font_is_named(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    del qtbot
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    with pytest.raises(RuntimeError, match=r"ConvscopeSans-Regular\.otf is no font that Qt reads"):
        fonts.load.__wrapped__()


def run(code: str) -> subprocess.CompletedProcess[str]:
    """The code in an interpreter of its own, without a display."""
    environ = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environ["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=source.ROOT, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_fonts_load_once_and_without_a_display() -> None:
    done = run(
        "from PySide6.QtGui import QFontDatabase, QGuiApplication\n"
        "application = QGuiApplication([])\n"
        "from gui.render import fonts\n"
        "fonts.load(); fonts.load(); fonts.font(12)\n"
        "known = set(fonts.FAMILIES) <= set(QFontDatabase.families())\n"
        "print(fonts.load.cache_info().misses, known)"
    )
    assert (done.stdout, done.stderr) == ("1 True\n", "")


def test_without_an_application_there_are_no_fonts() -> None:
    done = run("from gui.render import fonts; fonts.font(12)")
    assert done.stderr.splitlines()[-1] == "RuntimeError: fonts need a QGuiApplication"

"""Bars of paths: as high as there are paths, a mark where there are none, labels that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from gui import palette, sizes
from gui.path_bars import ABOVE, HIGH, PathBars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _own_palette(qapp: QApplication) -> Iterator[None]:
    before = QPalette(qapp.palette())
    palette.dress(qapp, Qt.ColorScheme.Light)
    yield
    qapp.setPalette(before)


class Drawn:
    """Bars and the colours of their pixels."""

    def __init__(self, qtbot: QtBot, counts: list[int], origin: int = 0, wide: int = 260) -> None:
        self.bars = PathBars()
        qtbot.addWidget(self.bars)
        self.bars.resize(wide, self.bars.height())
        self.bars.show_counts(counts, origin)
        self.picture = self.bars.grab().toImage()

    def of(self, colour: str, x: int) -> int:
        """How many pixels of that line from top to bottom have the colour."""
        return sum(
            self.picture.pixelColor(x, y).name().upper() == colour
            for y in range(self.picture.height())
        )

    def columns(self, colour: str) -> list[int]:
        return [x for x in range(self.picture.width()) if self.of(colour, x)]


def test_a_bar_is_as_high_as_its_share_of_the_most(qtbot: QtBot) -> None:
    drawn = Drawn(qtbot, [1, 2, 4])
    left = (260 - 3 * sizes.scaled(40)) // 2
    heights = [
        drawn.of(palette.LIGHT.bars, left + at * sizes.scaled(40) + sizes.scaled(20))
        for at in range(3)
    ]
    assert heights == pytest.approx([sizes.scaled(HIGH) * part for part in (0.25, 0.5, 1)], abs=2)


def test_a_column_without_paths_has_a_cross(qtbot: QtBot) -> None:
    assert Drawn(qtbot, [1, 1, 1]).columns(palette.LIGHT.bad) == []
    assert Drawn(qtbot, [1, 0, 1]).columns(palette.LIGHT.bad)


def test_a_narrow_column_without_paths_has_a_mark(qtbot: QtBot) -> None:
    drawn = Drawn(qtbot, [1, 0] * 60 + [1])
    assert 30 < len(drawn.columns(palette.LIGHT.bad)) < 260


def test_a_field_wider_than_its_pixels_is_a_profile(qtbot: QtBot) -> None:
    counts = [min(at, 1999 - at) + 1 for at in range(2000)]
    drawn = Drawn(qtbot, counts)
    assert drawn.columns(palette.LIGHT.bad) == []
    assert drawn.of(palette.LIGHT.bars, 130) > 2 * drawn.of(palette.LIGHT.bars, 30)
    holed = Drawn(qtbot, [0 if at == 1000 else 5 for at in range(2000)])
    assert holed.columns(palette.LIGHT.bad) == [130]


def numbers_above(drawn: Drawn) -> bool:
    """Whether anything is written above the bars."""
    soft = range(sizes.scaled(ABOVE) - 2)
    paper = drawn.picture.pixelColor(0, 0)
    return any(
        drawn.picture.pixelColor(x, y) != paper for x in range(drawn.picture.width()) for y in soft
    )


def test_numbers_stand_above_as_long_as_they_fit(qtbot: QtBot) -> None:
    assert numbers_above(Drawn(qtbot, [7] * 13))
    assert not numbers_above(Drawn(qtbot, [7_000_000] * 13))
    assert not numbers_above(Drawn(qtbot, [7] * 100))


def test_the_largest_counts_are_still_drawn(qtbot: QtBot) -> None:
    drawn = Drawn(qtbot, [3**700, 3**699, 1])
    assert drawn.bars.accessibleDescription().endswith(" 1")
    assert drawn.columns(palette.LIGHT.bars)


def test_many_counts_are_not_all_read_out(qtbot: QtBot) -> None:
    assert Drawn(qtbot, [1, 0, 2]).bars.accessibleDescription() == "1 0 2"
    assert Drawn(qtbot, [1] * 65).bars.accessibleDescription().endswith("1 …")


def test_without_counts_nothing_is_drawn(qtbot: QtBot) -> None:
    assert Drawn(qtbot, []).columns(palette.LIGHT.bars) == []

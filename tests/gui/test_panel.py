from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel

from engine.formulas import Style
from gui import panel
from gui.formula_letters import Line, Part
from gui.formula_words import FormulaWords
from gui.panel import Words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("the input has 7 (5 + 1 + 1).", "the input has 7 (5_+_1_+_1)."),
        ("a (b c) d (e f)", "a (b_c) d (e_f)"),
        ("no brackets at all", "no brackets at all"),
    ],
)
def test_a_sum_in_brackets_stays_on_one_line(sentence: str, shown: str) -> None:
    assert panel.together(sentence) == shown.replace("_", panel.NO_BREAK)


def test_brackets_that_would_fill_a_line_may_end_in_the_next() -> None:
    sentence = "seen (from the input of the first layer of this stack)"
    assert panel.together(sentence) == sentence


def test_a_label_is_as_high_as_its_words_of_now(qtbot: QtBot) -> None:
    words = Words()
    qtbot.addWidget(words)
    heights = []
    for said in ("a few words", "a few words " * 20, "a few words"):
        words.setText(said)
        assert words.heightForWidth(200) == QLabel.heightForWidth(words, 200)
        heights.append(words.heightForWidth(200))
    assert heights[0] == heights[2] < heights[1]
    larger = QFont(words.font())
    larger.setPixelSize(40)
    words.setFont(larger)
    assert words.heightForWidth(200) == QLabel.heightForWidth(words, 200) > heights[0]


def formula(*lines: str, style: Style = Style.PLAIN) -> list[Line]:
    return [Line("out", (Part(one, style),)) for one in lines]


def test_a_formula_is_as_high_as_its_lines_of_now(qtbot: QtBot) -> None:
    words = FormulaWords()
    qtbot.addWidget(words)
    assert words.isHidden()
    words.show_lines(formula("= 1 + 1"))
    one = words.heightForWidth(200)
    words.show_lines(formula("= 1 + 1", "= 2"))
    assert words.heightForWidth(200) > one
    words.show_lines(formula("= 1 + " + " + ".join(["1000"] * 20)))
    assert words.heightForWidth(200) > 3 * one
    assert words.heightForWidth(2000) == one
    words.show_lines([])
    assert words.isHidden()


def test_a_formula_breaks_at_its_signs_and_nowhere_else(qtbot: QtBot) -> None:
    words = FormulaWords()
    qtbot.addWidget(words)
    words.show_lines(formula("max(M₃−2r₂,M₃−2(M₃−r₂),r₂)"))
    assert words.heightForWidth(60) == words.heightForWidth(2000)
    words.show_lines(formula("不能整除不能整除不能整除"))
    assert words.heightForWidth(60) > words.heightForWidth(2000)


def test_a_formula_of_another_style_has_another_look(qtbot: QtBot) -> None:
    words = FormulaWords()
    qtbot.addWidget(words)
    words.resize(200, 40)
    words.show_lines(formula("= 12"))
    plain, height = words.grab().toImage(), words.heightForWidth(200)
    words.show_lines(formula("= 12", style=Style.RESULT))
    assert words.grab().toImage() != plain
    assert words.heightForWidth(200) > height

from __future__ import annotations

import pytest

from gui import panel


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

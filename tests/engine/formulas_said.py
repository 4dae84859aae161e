"""Formulas as a person reads them, for tests."""

from __future__ import annotations

from typing import Any

from engine import words
from engine.formulas import Formula


def lines(formula: Formula) -> list[str]:
    """Each line with its name before it, as a person reads it."""
    return [
        " ".join(filter(None, (said(line.name), "".join(said(one.content) for one in line.pieces))))
        for line in formula.lines
    ]


def said(content: Any) -> str:
    return content if isinstance(content, str) else words.say(content)

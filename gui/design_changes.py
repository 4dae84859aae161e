"""What the buttons of the design dialog make of a document, each as one step with its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import rate_edits, rate_rows
from engine.words import Text, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.document import Document
    from engine.rate_rows import RateRow

    Change = tuple[Document, Text]


def replaced(document: Document, _names: Sequence[str], row: RateRow) -> Change:
    """The candidate's layers instead of the stack."""
    made = rate_edits.replaced(document, row.kernel, row.rates)
    return made, text("Replace the stack by rates {rates}", rates=rate_rows.listed(row.rates))


def added(document: Document, names: Sequence[str], row: RateRow) -> Change:
    """The candidate's layers after the last of the selected ones."""
    at = place_below(document, names)
    made = rate_edits.inserted(document, at, row.kernel, row.rates)
    return made, text("Add rates {rates}", rates=rate_rows.listed(row.rates))


def with_rates(document: Document, names: Sequence[str], row: RateRow) -> Change:
    """The candidate's rates in the selected layers."""
    made = rate_edits.with_rates(document, names, row.rates)
    return made, text("Set rates {rates}", rates=rate_rows.listed(row.rates))


def compared(document: Document, now: RateRow, row: RateRow) -> Change:
    """The rates of now and the candidate's as two branches instead of the stack."""
    made = rate_edits.compared(document, row.kernel, (now.rates, row.rates))
    name = text(
        "Compare rates {now} with {rates}",
        now=rate_rows.listed(now.rates),
        rates=rate_rows.listed(row.rates),
    )
    return made, name


def place_below(document: Document, names: Sequence[str]) -> int:
    """The place after the last of these layers; without any, the end of the stack."""
    places = [at for at, name in enumerate(document.names(), 1) if name in names]
    return max(places, default=len(document.layers))

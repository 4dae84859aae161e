"""What the scenes that can be drawn are called, and which of them is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.words import text

if TYPE_CHECKING:
    from gui.store import Store

# Named here and not by what draws them, which a window that opens need not load.
WORDS = {
    "slide": text("Slide"),
    "gridding": text("Gridding"),
    "field": text("Field"),
    "usage": text("Usage"),
    "transposed": text("Transposed"),
    "scatter": text("Scatter"),
    "round_trip": text("Round trip"),
    "deformable": text("Deformable"),
    "maps": text("Maps"),
}


def shown(store: Store) -> str:
    """The scene that is shown: the one that was chosen, or the usual one of the layer."""
    document = store.document
    if document.view.scene is not None or not document.layers:
        return document.view.scene or ""
    from engine.scenes import building  # with what draws, which an empty window does without

    return building.usual(store.report, document.view)


def show(store: Store, name: str) -> None:
    """Show that scene of the same layer."""
    if name != shown(store):
        store.show(replace(store.document.view, scene=name))

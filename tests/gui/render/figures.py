"""Figures of small documents, as a person would ask for them."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from engine import file_format, report, scenes
from engine.timeline import Timeline
from gui.render import export
from gui.render.export import Figure, Style
from gui.render.theme import LIGHT

CONV = {"op": "conv", "name": "conv1", "out_channels": 1, "kernel": 3}


def timeline(*layers: dict[str, Any], size: int | tuple[int, int] = 5, **view: Any) -> Timeline:
    """The scene of a stack; of one plain convolution where no layers are given."""
    document = {
        "format": "convolution-stack", "version": 1, "input": {"channels": 1, "size": size},
        "layers": list(layers) or [CONV], "view": view,
    }  # fmt: skip
    draft = file_format.read(json.dumps(document).encode())
    assert draft.document is not None, draft.problems
    return scenes.build(None, report.resolve(draft.document), draft.document.view)


def figure(
    shown: Timeline | None = None, width: int = 400, height: int = 250, style: Style | None = None
) -> Figure:
    return export.figure(shown or timeline(), width, height, style or Style(LIGHT))


def copied(image: QImage) -> NDArray[np.uint32]:
    return export.pixels(image).copy()

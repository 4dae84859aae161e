"""Which scene shows a document: by the name that is asked for, or the usual one of its layer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine import view_rules
from engine.given import Numbers
from engine.layers import ZEROS, ConvTranspose, DeformConv, Layer, MaxUnpool
from engine.problems import Problem, Refused
from engine.scenes import (
    deformable,
    field,
    gridding,
    maps,
    round_trip,
    scatter,
    slide,
    transposed,
    usage,
)
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.document import View
    from engine.handles import Tap
    from engine.report import Report
    from engine.timeline import Timeline

SCENES: dict[str, Callable[[Report, View], Timeline]] = {
    "slide": slide.build,
    "gridding": gridding.build,
    "field": field.build,
    "usage": usage.build,
    "deformable": deformable.build,
    "transposed": transposed.build,
    "scatter": scatter.build,
    "round_trip": round_trip.build,
    "maps": maps.build,
}


def build(scene: str | None, report: Report, view: View, tap: Tap | None = None) -> Timeline:
    """The scene of that name, or of the view's, or the usual one; refused where it has no sense.

    A pixel outside the layer's map is refused by the scenes that show one. The tap is the one that
    a person looks at in the window, where taps are shown.
    """
    wanted = replace(view, scene=scene or view.scene, pixel=None)
    shapes = {row.name: row.shape for row in report.rows}
    for problem in view_rules.check(replace(report.document, view=wanted), shapes):
        raise Refused(problem)
    name = wanted.scene or usual(report, view)
    if name not in SCENES:
        sentence = text("the scene {scene} cannot be drawn yet.", scene=name)
        raise Refused(Problem(None, "view.scene", "scene_not_drawn", sentence, value=name))
    if name == "deformable":
        return deformable.build(report, view, tap)
    return SCENES[name](report, view)


def usual(report: Report, view: View) -> str:
    """The scene where none is named: what shows the layer best, else all maps."""
    layers = report.document.layers
    name = view.layers[0] if view.layers else layers[-1].name if layers else ""
    row = report.row(name)
    if row is None:
        return "maps"
    if isinstance(row.layer, ConvTranspose):
        return "transposed"
    if isinstance(row.layer, DeformConv) and not _stays(row.layer):
        return "deformable"
    return "slide" if _slides(row.layer) else "maps"


def _stays(layer: DeformConv) -> bool:
    """Whether it is known that no tap is moved."""
    still = isinstance(layer.offsets, Numbers) and not any(layer.offsets.flat())
    return still or layer.offsets == ZEROS


def _slides(layer: Layer) -> bool:
    """Whether a window slides whose places are known and stay the same."""
    if isinstance(layer, MaxUnpool):
        return layer.of is not None or layer.indices is not None
    return slide.slides(layer)

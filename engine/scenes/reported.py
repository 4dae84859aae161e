"""The layer that a scene is of and the numbers it needs, or the sentence why they are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.document import INPUT
from engine.layers import MaxUnpool
from engine.problems import Problem, Refused
from engine.values import graph
from engine.words import text

if TYPE_CHECKING:
    from engine.document import View
    from engine.report import Report, Row
    from engine.values.graph import Computed


def layer(report: Report, view: View) -> Row:
    """The first layer of the view, or the last of the document."""
    layers = report.document.layers
    if not layers:
        sentence = text("No layers yet. Add a layer to see what it does to every pixel.")
        raise Refused(Problem(None, "view.scene", "scene_does_not_apply", sentence))
    name = view.layers[0] if view.layers else layers[-1].name
    found = report.row(name)
    if found is not None:
        return found
    own = next((problem for problem in report.problems if problem.layer == name), None)
    raise Refused(own or _not_reported(name))


def numbers(report: Report, row: Row) -> Computed:
    """The numbers of the layer's map and of those that it is made from."""
    computed = graph.compute(report, row.name)
    if row.name not in computed.maps:
        raise Refused(_why_unknown(report, computed, row))
    return computed


def _not_reported(name: str) -> Problem:
    sentence = text("a layer that it reads is impossible, so it cannot be shown.")
    return Problem(name, "view.layer", "scene_does_not_apply", sentence)


def _why_unknown(report: Report, computed: Computed, row: Row) -> Problem:
    """What keeps the numbers from being known: their size, or the first layer without any."""
    if computed.problems:
        return computed.problems[0]
    lacking = row
    while above := _lacking(report, computed, lacking):
        lacking = above
    name = lacking.name
    if INPUT in lacking.inputs and INPUT not in computed.maps:
        told = [one for one in report.problems if (one.field or "").startswith(INPUT)]
    else:
        told = [one for one in report.problems if one.layer == name]
    return told[0] if told else _placeless(lacking)


def _lacking(report: Report, computed: Computed, row: Row) -> Row | None:
    """A layer that this one reads and that has no numbers either."""
    read = [*row.inputs]
    if isinstance(row.layer, MaxUnpool) and row.layer.of is not None:
        read.append(row.layer.of)
    rows = (report.row(name) for name in read if name not in computed.maps)
    return next((one for one in rows if one is not None), None)


def _placeless(row: Row) -> Problem:
    sentence = text("where its values go is not known: name the max pool, or give indices.")
    return Problem(row.name, "indices", "scene_does_not_apply", sentence)

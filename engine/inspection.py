"""What `inspect` tells programs of a document: one object, in the order in which it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine import file_format, report, rule, runs, words
from engine.coverage import Coverage
from engine.document import LARGEST_MAP
from engine.fields import Pair
from engine.geometry import Field, Skip
from engine.problems import Problem
from engine.report import Report, Row
from engine.runs import Run
from engine.sizes import AXES

Facts = dict[str, object]


@dataclass(frozen=True)
class Findings:
    """All that was asked about a document; without a report it could not be read."""

    report: Report | None
    problems: tuple[Problem, ...]
    maps: dict[str, Any] | None = None  # arrays of each layer's numbers, where they were asked for
    counted: bool = False

    @property
    def shown(self) -> tuple[str, Pair] | None:
        """The layer and pixel that the view points at, where both are there."""
        row = None if self.report is None else _shown_row(self.report)
        if self.report is None or row is None:
            return None
        height, width = row.shape[1:]
        pixel = self.report.document.view.pixel or (height // 2, width // 2)
        inside = 0 <= pixel[0] < height and 0 <= pixel[1] < width
        return (row.name, pixel) if inside else None


def describe(data: bytes, *, values: bool = False, counts: bool = False) -> Facts:
    """The object for these bytes; with problems alone where they hold no document."""
    return facts(examine(data, values=values, counts=counts))


def examine(data: bytes, *, values: bool = False, counts: bool = False) -> Findings:
    """The facts of what could be read, and all problems of reading, the stack and its numbers."""
    draft = file_format.read(data)
    if draft.partial is None:
        return Findings(None, draft.problems)
    found = report.resolve(draft.partial)
    problems = (*draft.problems, *found.problems)
    if not values:
        return Findings(found, problems, None, counts)
    from engine.values import graph  # numpy is loaded only where numbers are asked for

    computed = graph.compute(found)
    maps = {row.name: computed.maps[row.name] for row in found.rows if row.name in computed.maps}
    return Findings(found, (*problems, *computed.problems), maps, counts)


def facts(findings: Findings) -> Facts:
    """The findings as plain data."""
    found, problems = findings.report, [_problem(one) for one in findings.problems]
    if found is None:
        return {"problems": problems}
    told: Facts = {
        "title": found.document.title,
        "input": list(found.input_shape),
        "layers": [_row(row) for row in found.rows],
        "totals": {"params": found.params, "macs": found.macs},
        "coverage": [_run(run) for run in runs.of(found)],
        "skips": [_skip(name, skip) for name, skip in found.skips],
        "problems": problems,
    }
    if findings.counted:
        told["counts"] = _counts(findings)
        told["usage"] = _usage(found)
    if findings.maps is not None:
        told["values"] = {name: plain(array) for name, array in findings.maps.items()}
    return told


def plain(array: Any) -> list[Any]:
    """An array as lists: whole numbers whole, and None for what is not finite."""
    import numpy as np

    if array.dtype == object:
        return list(array.tolist())
    with np.errstate(invalid="ignore"):
        whole = (array == np.rint(array)) & (np.abs(array) < 2.0**53)
    if whole.all():
        return list(array.astype(np.int64).tolist())
    mixed = array.astype(object)
    mixed[whole] = array[whole].astype(np.int64)
    mixed[~np.isfinite(array)] = None
    return list(mixed.tolist())


def _shown_row(found: Report) -> Row | None:
    document = found.document
    if document.view.layers:
        return found.row(document.view.layers[0])
    return found.row(document.layers[-1].name) if document.layers else None


def _counts(findings: Findings) -> Facts | None:
    if findings.report is None or findings.shown is None:
        return None
    from engine import counts

    name, pixel = findings.shown
    plane = counts.from_pixel(findings.report, name, pixel, most=LARGEST_MAP)
    if plane is None:
        return None
    return {
        "layer": name,
        "pixel": list(pixel),
        "top": plane.top,
        "left": plane.left,
        "counts": plane.weights.tolist(),
    }


def _usage(found: Report) -> Facts | None:
    row = _shown_row(found)
    if row is None:
        return None
    from engine import counts

    usage = counts.usage(found, row.name)
    return None if usage is None else {"rows": usage.rows, "unused": usage.unused}


def _run(run: Run) -> Facts:
    rows, columns = (_coverage(run, axis) for axis in AXES)
    return {"from": run.source, "layers": list(run.names), "h": rows, "w": columns}


def _coverage(run: Run, axis: int) -> Facts:
    found: Coverage = run.coverage(axis)
    kernels, rates = run.kernels[axis], run.rates[axis]
    verdict = rule.verdict(kernels, rates)
    hdc = verdict and {"M": list(verdict.bounds), "limit": verdict.limit, "passes": verdict.passes}
    return {
        "kernels": list(kernels),
        "rates": list(rates),
        "hull": found.hull,
        "touched": found.touched,
        "full": found.full,
        "first_missing": found.first_missing,
        "max_gap": found.max_gap,
        "longest_run": found.longest_run,
        "common_divisor": found.common_divisor,
        "gridding_index": found.gridding_index,
        "hdc": hdc,
    }


def _row(row: Row) -> Facts:
    return {
        "name": row.name,
        "op": row.layer.op,
        "inputs": list(row.inputs),
        "shape": list(row.shape),
        "params": row.params,
        "macs": row.macs,
        "h": _field(row.fields[0], row.unread[0]),
        "w": _field(row.fields[1], row.unread[1]),
    }


def _field(field: Field | None, unread: int) -> Facts | None:
    if field is None:
        return None
    least, most = field.sizes or (None, None)
    return {
        "size_min": least,
        "size_max": most,
        "period": field.period,
        "jump": str(field.jump),
        "centre": str(field.centre),
        "unread": unread,
    }


def _skip(name: str, skip: Skip) -> Facts:
    rows, columns = (None if one is None else str(one) for one in (skip.rows, skip.columns))
    return {"layer": name, "h": rows, "w": columns}


def _problem(problem: Problem) -> Facts:
    return {
        "layer": problem.layer,
        "field": problem.field,
        "code": problem.code,
        "message": words.say(problem.message),
    }

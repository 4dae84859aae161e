"""What the oracle tests share: a stack goes in as a document, the report of `inspect` comes out."""

import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from engine import inspection

Layer = dict[str, Any]
Report = dict[str, Any]
Document = dict[str, Any]


def document(layers: Sequence[Layer], channels: int = 1, size: Any = 16) -> Document:
    return {
        "format": "convolution-stack",
        "version": 1,
        "input": {"channels": channels, "size": size},
        "layers": list(layers),
    }


def describe(stack: Document) -> Report:
    return inspection.describe(json.dumps(stack).encode())


def report_of(*layers: Layer, channels: int = 1, size: Any = 16) -> Report:
    """The report of a stack; layers without a name are called a, b, c …"""
    named = [{"name": chr(ord("a") + index), **layer} for index, layer in enumerate(layers)]
    return describe(document(named, channels, size))


def last_of(*layers: Layer, channels: int = 1, size: Any = 16) -> Report:
    """The last layer's row of a stack that must have no problem."""
    report = report_of(*layers, channels=channels, size=size)
    assert report["problems"] == []
    assert len(report["layers"]) == len(layers)
    return dict(report["layers"][-1])


def row(report: Report, name: str) -> Report:
    return next(layer for layer in report["layers"] if layer["name"] == name)


def codes(report: Report) -> set[str]:
    return {problem["code"] for problem in report["problems"]}


def geometry(axis: Report) -> tuple[Any, ...]:
    """Smallest and largest field, jump and centre of one axis of a layer's row."""
    return (
        axis["size_min"],
        axis["size_max"],
        Fraction(axis["jump"]),
        Fraction(axis["centre"]),
    )


def smallest(disagreements: Iterable[tuple[Any, Document]]) -> str:
    """What to read first when a sweep fails: the shortest of the documents that disagree."""
    found = sorted(disagreements, key=lambda pair: len(json.dumps(pair[1])))
    shown = [f"{what}\n  {json.dumps(stack)}" for what, stack in found[:3]]
    return "\n".join([f"{len(found)} disagree", *shown])


def described_fully(stack: Document, *, values: bool = False, counts: bool = False) -> Report:
    """The report with the numbers of every layer, or the paths of the view's pixel, as asked."""
    return inspection.describe(json.dumps(stack).encode(), values=values, counts=counts)

"""Small documents for tests, said in few words."""

from __future__ import annotations

from typing import Any

from engine import layers, report
from engine.document import Document, Input
from engine.layers import Layer
from engine.report import Report

JsonObject = dict[str, Any]


def layer(op: str, name: str, **raw: Any) -> Layer:
    """A layer from values as a file writes them."""
    kind = layers.OPERATIONS[op]
    values = {field: layers.kind_of(kind, field).read(field, value) for field, value in raw.items()}
    return kind(name=name, **values)


def conv(name: str, kernel: Any = 3, **raw: Any) -> Layer:
    """A convolution to one channel, unless told otherwise."""
    return layer("conv", name, **{"out_channels": 1, "kernel": kernel, **raw})


def stack(*parts: Layer, size: Any = (9, 9), channels: int = 1) -> Document:
    """A document with that input."""
    pair = (size, size) if isinstance(size, int) else size
    return Document(input=Input(channels, pair), layers=parts)


def resolved(*parts: Layer, size: Any = (9, 9), channels: int = 1) -> Report:
    """What follows for that stack."""
    return report.resolve(stack(*parts, size=size, channels=channels))

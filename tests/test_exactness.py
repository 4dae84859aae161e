"""Counts are whole numbers and places are fractions; floats are for values and drawing."""

from __future__ import annotations

import ast
import json
from fractions import Fraction

import pytest

from engine import counts, file_format, report
from tests import source

EXACT = (
    "arithmetic", "taps", "geometry", "sizes", "costs", "readings", "report", "effective", "counts",
    "patches", "related", "rule", "runs",
)  # fmt: skip


@pytest.mark.parametrize("name", EXACT)
def test_modules_of_exact_numbers_use_no_float(name: str) -> None:
    tree = ast.parse((source.ROOT / "engine" / f"{name}.py").read_text())
    found = [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and ast.unparse(node.func) in ("float", "math.sqrt"))
    ]
    assert not found


def test_jumps_and_centres_are_fractions_and_counts_whole_numbers() -> None:
    raw = {
        "format": "convolution-stack", "version": 1, "input": {"channels": 1, "size": 16},
        "layers": [
            {"op": "conv", "name": "a", "out_channels": 1, "kernel": 3, "stride": 3},
            {"op": "conv_transpose", "name": "b", "out_channels": 1, "kernel": 2, "stride": 2},
            {"op": "upsample", "name": "c", "size": 7},
        ],
    }  # fmt: skip
    document = file_format.read(json.dumps(raw).encode()).document
    assert document is not None
    found = report.resolve(document)
    for row in found.rows:
        for field in row.fields:
            assert field is not None
            assert type(field.jump) is type(field.centre) is Fraction
            assert field.sizes is not None
            assert {type(side) for side in field.sizes} == {int}
        plane = counts.from_pixel(found, row.name, (0, 0))
        assert plane is not None
        assert {type(count) for line in plane.weights.tolist() for count in line} == {int}

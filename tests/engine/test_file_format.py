"""Older files are brought up to date before they are read strictly."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine import file_format
from engine.document import Document, View
from engine.given import Numbers, from_flat

from .stacks import conv, stack

OLD = {
    "format": "convolution-stack", "version": 0, "input": {"channels": 1, "size": 5},
    "stack": [{"op": "conv", "name": "a", "out_channels": 1, "kernel": 3}],
}  # fmt: skip


def layers_were_called_stack(raw: dict[str, Any]) -> dict[str, Any]:
    return {**{key: value for key, value in raw.items() if key != "stack"}, "layers": raw["stack"]}


def test_an_older_version_is_upgraded_then_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.dumps(OLD).encode()
    assert [one.field for one in file_format.read(data).problems] == ["version"]
    monkeypatch.setattr(file_format, "UPGRADES", {0: layers_were_called_stack})
    assert file_format.read(data).document == stack(conv("a"), size=5)


def test_a_doubled_version_is_refused_before_either_is_believed() -> None:
    data = b'{"format": "convolution-stack", "version": 1, "version": 2}'
    (problem,) = file_format.read(data).problems
    assert (problem.code, problem.field) == ("bad_value", "version")


def test_what_is_written_is_a_layer_a_line() -> None:
    document = Document("Two", "", stack(conv("a"), conv("b", stride=2)).input, (conv("a"),))
    assert file_format.write(document).decode() == (
        '{"format": "convolution-stack", "version": 1,\n'
        ' "title": "Two",\n'
        ' "input": {"channels": 1, "size": 9},\n'
        ' "layers": [\n'
        '  {"op": "conv", "name": "a", "out_channels": 1, "kernel": 3}]}\n'
    )


def test_the_view_is_written_and_is_not_part_of_history() -> None:
    seen = Document(view=View("slide", ("a", "b"), (1, 2), 0), layers=(conv("a"), conv("b")))
    assert file_format.read(file_format.write(seen)).document == seen
    assert seen.without_view() == Document(layers=seen.layers)


def test_a_layer_is_found_by_its_name() -> None:
    document = stack(conv("a"), conv("b"))
    assert document.layer("b") is document.layers[1]
    with pytest.raises(KeyError):
        document.layer("c")


def test_numbers_keep_their_shape_and_their_whole_numbers() -> None:
    found = from_flat([1, 2.5, -0.0, 1e300], (2, 2))
    assert isinstance(found, Numbers)
    assert json.dumps(found.nested()) == "[[1, 2.5], [-0.0, 1e+300]]"
    with pytest.raises(ValueError, match="do not fill"):
        from_flat([1, 2, 3], (2, 2))

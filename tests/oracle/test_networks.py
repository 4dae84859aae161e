"""The 44 famous networks give the facts that were measured of them."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from .documents import Report, describe, geometry, row

DATA = Path(__file__).parent / "data"
PRESETS = {
    preset["key"]: preset["document"]
    for preset in json.loads((DATA / "networks.json").read_text("utf-8"))["presets"]
}
FACTS = json.loads((DATA / "networks_facts.json").read_text("utf-8"))


def measured_row(report: Report) -> Report:
    """The last map, or the map that enters a global pool: from there on nothing is local."""
    for layer in report["layers"]:
        if layer["op"].startswith("global_"):
            return row(report, layer["inputs"][0])
    return dict(report["layers"][-1])


def test_every_network_has_its_facts_and_there_are_44() -> None:
    assert len(FACTS) == 44
    assert [fact["key"] for fact in FACTS] == list(PRESETS)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["key"])
def test_a_network_gives_its_facts(fact: dict[str, Any]) -> None:
    report = describe(PRESETS[fact["key"]])
    assert report["problems"] == []
    assert len(report["layers"]) == fact["layers"]
    assert report["layers"][-1]["shape"] == fact["out"]
    assert report["totals"] == {"params": fact["params"], "macs": fact["macs"]}
    size_min, size_max, jump, centre = geometry(measured_row(report)["w"])
    assert (jump, centre) == (Fraction(fact["jump"]), Fraction(fact["start"]))
    if fact["rf"] is not None:
        assert [size_min, size_max] == fact["rf"]
    assert [skip["layer"] for skip in report["skips"]] == fact["misaligned"]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["key"])
def test_a_square_network_sees_the_same_on_both_axes(fact: dict[str, Any]) -> None:
    report = describe(PRESETS[fact["key"]])
    rows, columns = report["input"][1:]
    seen = measured_row(report)
    if rows == columns:
        assert seen["h"] == seen["w"]
    else:
        assert rows == 1
        assert geometry(seen["h"]) == (1, 1, 1, 0)


def test_totals_are_the_sum_of_the_layers() -> None:
    for stack in PRESETS.values():
        report = describe(stack)
        for count in ("params", "macs"):
            assert report["totals"][count] == sum(layer[count] for layer in report["layers"])

"""The flags of inspect as a process: what they cost, what they refuse, and what they print."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine import inspection

from .documents import Json, conv, encode, layer, stack
from .running import MAIN, environment, inspect, measured
from .test_inspect_command import LISTING

FLAGS = {
    "--values": {"values": True},
    "--counts": {"counts": True},
    "--counts --values": {"values": True, "counts": True},
    "": {},
}
GOOD = stack(conv("a", kernel=3, dilation=2), layer("upsample", "b", scale=2, mode="bilinear"))
BAD = stack(conv("a"), conv("b", kernel=9))
# More numbers than 64 Mi, and more multiplications than 16 Gi in fewer numbers.
MANY_NUMBERS = stack(*[layer("activation", f"a{index}") for index in range(5)], size=4_096)
MANY_PRODUCTS = stack(
    layer("conv", "a", out_channels=256, kernel=1),
    layer("conv", "b", out_channels=256, kernel=7, padding=3),
    size=256,
)


def expected(document: Json, options: str) -> Any:
    return json.loads(json.dumps(inspection.describe(encode(document), **FLAGS[options])))


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return written(tmp_path, GOOD)


def written(folder: Path, document: Json) -> Path:
    path = folder / "good.convscope"
    path.write_bytes(encode(document))
    return path


@pytest.mark.parametrize("options", FLAGS)
def test_the_flags_of_the_command_are_those_of_the_engine(options: str, good: Path) -> None:
    done = inspect(*options.split(), good, "--json")
    assert (done.status, done.err) == (0, "")
    assert done.objects == [expected(GOOD, options)]


@pytest.mark.parametrize("options", FLAGS)
def test_every_line_of_standard_input_is_answered_with_the_flags(options: str) -> None:
    lines = b"\n".join((encode(GOOD), b"{", b"", encode(BAD), encode(GOOD)))
    done = inspect("-", "--json", *options.split(), stdin=lines)
    assert done.status == 1
    good, bad = expected(GOOD, options), expected(BAD, options)
    assert [done.objects[index] for index in (0, 3, 4)] == [good, bad, good]
    assert [list(done.objects[index]) for index in (1, 2)] == [["problems"], ["problems"]]
    assert len(done.err.splitlines()) == 3


@pytest.mark.parametrize("options", FLAGS)
def test_the_flags_without_json_are_no_mistake(options: str, good: Path) -> None:
    done = inspect(good, *options.split())
    assert (done.status, done.err) == (0, "")
    assert "good" in done.out or "a" in done.out


def test_paths_far_beyond_64_bits_are_printed_whole() -> None:
    layers = [layer("conv", f"l{index}", kernel=3, padding=1) for index in range(100)]
    done = inspect("-", "--json", "--counts", stdin=encode(stack(*layers, size=3)))
    axis = [0, 1, 0]
    for _ in layers:
        axis = [axis[0] + axis[1], sum(axis), axis[1] + axis[2]]
    assert done.objects[0]["counts"]["counts"] == [[a * b for b in axis] for a in axis]
    assert f"{axis[1] ** 2}," in done.out
    assert axis[1] ** 2 > 2**200


def test_what_is_not_finite_is_printed_as_null() -> None:
    document = stack(conv("a", weights=[[[[1e200]]]]), conv("b", weights=[[[[1e200]]]]), size=1)
    document["input"]["values"] = [[1]]
    done = inspect("-", "--json", "--values", stdin=encode(document))
    assert (done.status, done.err) == (0, "")
    assert done.objects[0]["values"] == {"a": [[[1e200]]], "b": [[[None]]]}


@pytest.mark.parametrize("document", [MANY_NUMBERS, MANY_PRODUCTS], ids=["numbers", "products"])
def test_too_many_values_are_a_problem_only_when_they_are_asked_for(document: Json) -> None:
    bare = inspection.describe(encode(document))
    assert bare["problems"] == []
    counted = inspection.describe(encode(document), counts=True)
    assert counted["problems"] == []
    asked: Any = inspection.describe(encode(document), values=True)
    assert [each["code"] for each in asked["problems"]] == ["too_large"]
    rest = ("title", "input", "layers", "totals", "coverage", "skips")
    assert {key: asked[key] for key in rest} == {key: bare[key] for key in rest}


@pytest.mark.parametrize("document", [MANY_NUMBERS, MANY_PRODUCTS], ids=["numbers", "products"])
def test_too_many_values_are_refused_before_they_take_any_room(
    document: Json, tmp_path: Path
) -> None:
    done = measured(written(tmp_path, document), "--json", "--values")
    assert (done.status, len(done.err.splitlines())) == (1, 1)
    assert done.peak_mib < 120
    assert done.seconds < 5


EVERYTHING = stack(
    layer("conv", "a", weights={"pattern": "random", "seed": 1}, dilation=2, padding="same"),
    layer("add", "b", inputs=["a", "input"]),
    layer("deform_conv", "c", offsets={"pattern": "random", "seed": 2}),
    layer("activation", "d", inputs=["a"]),
    channels=4,
)


@pytest.mark.parametrize("document", [GOOD, EVERYTHING], ids=["chain", "branches"])
def test_without_flags_no_numbers_are_loaded(document: Json, tmp_path: Path) -> None:
    command = [sys.executable, "-c", LISTING, MAIN, "inspect", "--json"]
    done = subprocess.run(
        [*command, str(written(tmp_path, document))],
        capture_output=True,
        timeout=60,
        text=True,
        env=environment(),
        check=True,
    )
    imported = set(done.stderr.split())
    assert "engine" in imported
    assert not imported & {"numpy", "PySide6", "PIL", "pyqtgraph"}

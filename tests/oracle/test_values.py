"""The numbers of every layer against PyTorch in double precision, and against definitions."""

from typing import Any

import pytest

from . import value_graphs
from .documents import Layer, Report, described_fully, document, smallest
from .one_thread import torch
from .value_graphs import Graph
from .value_numbers import Draw
from .value_samplers import SAMPLERS, batch_norm, max_unpool
from .value_windows import WINDOWS

F = torch.nn.functional
LAYERS_PER_DRAW = 72
STACKS = 100
DRAWS = WINDOWS + SAMPLERS


def disagreement(graph: Graph, report: Report) -> str | None:
    """The first layer whose numbers differ: at all where they are whole, else by more than 1e-9."""
    if report["problems"] or set(report["values"]) != set(graph.maps) - {"input"}:
        return f"problems {report['problems']}, values of {list(report.get('values', ()))}"
    for name, numbers in report["values"].items():
        got, expected = torch.tensor(numbers, dtype=torch.float64), graph.maps[name][0]
        if got.shape != expected.shape:
            return f"{name}: shape {list(got.shape)}, expected {list(expected.shape)}"
        limit = 0 if name in graph.exact else 1e-9 * max(1.0, float(expected.abs().max()))
        away = (got - expected).abs()
        if bool((away > limit).any()):
            place = (away == away.max()).nonzero()[0].tolist()
            return f"{name}{place}: {got[tuple(place)]}, expected {expected[tuple(place)]}"
    return None


def disagreements(graphs: list[Graph]) -> list[tuple[Any, Any]]:
    found = []
    for graph in graphs:
        stack = graph.document()
        if wrong := disagreement(graph, described_fully(stack, values=True)):
            found.append((wrong, stack))
    return found


def name_of(case: tuple[int, Draw]) -> str:
    return f"{case[1].__name__}-{case[0]}"


@pytest.mark.parametrize("case", list(enumerate(DRAWS)), ids=name_of)
def test_random_layers_give_the_numbers_of_their_definition(case: tuple[int, Draw]) -> None:
    first = case[0] * 1_000
    graphs = [value_graphs.one_layer(first + i, case[1]) for i in range(LAYERS_PER_DRAW)]
    found = disagreements(graphs)
    assert not found, smallest(found)
    if case[1] is batch_norm:
        assert all(torch.equal(graph.maps["input"], graph.maps[graph.last]) for graph in graphs)


def test_there_are_two_thousand_layers() -> None:
    assert (len(DRAWS) + 2) * LAYERS_PER_DRAW >= 2_000


@pytest.mark.parametrize("grow", [value_graphs.merge, value_graphs.unpool])
def test_random_merges_and_unpools_give_the_numbers_of_pytorch(grow: Any) -> None:
    found = disagreements([grow(seed) for seed in range(LAYERS_PER_DRAW)])
    assert not found, smallest(found)


def test_random_stacks_with_branches_give_the_numbers_of_every_layer() -> None:
    found = disagreements([value_graphs.stack(seed) for seed in range(STACKS)])
    assert not found, smallest(found)


def values_of(layer: Layer, x: Any) -> Any:
    stack = document([{"name": "a", **layer}], 1, list(x.shape))
    stack["input"]["values"] = x.tolist()
    report = described_fully(stack, values=True)
    assert report["problems"] == []
    return report["values"]["a"][0]


def nearest_by_pytorch(n: int, m: int) -> list[int]:
    ramp = torch.arange(n, dtype=torch.float64)[None, None, None]
    return [int(source) for source in F.interpolate(ramp, (1, m), mode="nearest")[0, 0, 0]]


def test_nearest_is_exact_where_single_precision_is_not() -> None:
    """The specification names the fifteen pairs of sizes; 14 to 46 is one of them."""
    sizes = range(1, 65)
    exact = {(n, m): [o * n // m for o in range(m)] for n in sizes for m in sizes}
    wrong = [pair for pair, sources in exact.items() if nearest_by_pytorch(*pair) != sources]
    assert len(wrong) == 15
    assert (14, 46) in wrong
    for n, m in wrong:
        ramp = torch.arange(n)[None]
        assert values_of({"op": "upsample", "size": [1, m]}, ramp) == [exact[n, m]]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"padding": 1}, [2, 13, 20]),
        ({"padding": 1, "output_padding": 1}, [2, 13, 20, 30]),
        ({"output_padding": 1}, [1, 2, 13, 20, 30, 0]),
        ({"output_padding": 1, "bias": [5]}, [6, 7, 18, 25, 35, 5]),
    ],
    ids=str,
)
def test_output_padding_uncovers_what_padding_cropped(fields: Layer, expected: list[int]) -> None:
    layer = {"op": "conv_transpose", "out_channels": 1, "kernel": [1, 3], "stride": [1, 2]}
    layer["weights"] = [[[[1, 2, 3]]]]
    for name in ("padding", "output_padding"):
        if name in fields:
            fields = {**fields, name: [0, fields[name]]}
    assert values_of({**layer, **fields}, torch.tensor([[1, 10]])) == [expected]


def test_a_tie_of_maxima_belongs_to_the_first_in_row_order() -> None:
    pool = {"name": "p", "op": "max_pool", "kernel": 2}
    undo = {"name": "u", "op": "max_unpool", "of": "p"}
    stack = document([pool, undo], 1, 2)
    stack["input"]["values"] = [[4, 7], [7, 7]]
    assert described_fully(stack, values=True)["values"]["u"] == [[[0, 7], [0, 0]]]


def test_an_average_divides_by_the_cells_it_is_told_to() -> None:
    x = torch.tensor([[6, 6, 6]])
    layer = {"op": "avg_pool", "kernel": [1, 2], "padding": [0, 1], "ceil_mode": True}
    assert values_of(layer, x) == [[3, 6]]
    assert values_of({**layer, "count_include_pad": False}, x) == [[6, 6]]
    assert values_of({**layer, "divisor_override": 3}, x) == [[2, 4]]


def test_a_sample_outside_the_image_fades_over_one_pixel() -> None:
    layer = {"op": "deform_conv", "out_channels": 1, "kernel": 1}
    for shift, expected in ((0, 8), (-0.25, 6), (-0.5, 4), (-1, 0), (-1.5, 0), (0.75, 2), (1, 0)):
        offsets = [[[0]], [[shift]]]
        assert values_of({**layer, "offsets": offsets}, torch.tensor([[8]])) == [[expected]]


def test_indices_that_name_one_cell_twice_keep_the_later_number() -> None:
    """As PyTorch does on one processor."""
    layer = {"op": "max_unpool", "kernel": [1, 2], "indices": [[[1, 1, 0]]]}
    assert values_of(layer, torch.tensor([[5, 6, 7]])) == [[7, 6, 0, 0, 0, 0]]


def test_the_layers_with_stated_indices_are_among_those_compared() -> None:
    assert max_unpool in DRAWS

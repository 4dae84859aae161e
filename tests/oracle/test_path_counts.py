"""Path counts and usage against gradients of nets of ones, and against powers of polynomials."""

import json
import random
from math import prod
from typing import Any

import pytest

from . import count_stacks
from .count_stacks import Net, Pixel
from .documents import Document, Layer, Report, described_fully, document, smallest
from .one_thread import torch

STACKS = 500
Disagreements = list[tuple[Any, Document]]


def flat(rows: list[list[Any]]) -> list[Any]:
    return [number for row in rows for number in row]


def same_numbers(got: list[Any], expected: list[float], *, whole: bool) -> bool:
    """Whole numbers to the last digit, and as whole numbers; others to a billionth."""
    if whole:
        return got == expected and all(type(number) is int for number in got)
    return got == pytest.approx(expected, rel=1e-9, abs=0)


def wrong_counts(net: Net, name: str, pixel: Pixel, report: Report) -> str | None:
    expected, told = net.paths(name, pixel), report["counts"]
    shape = list(map(len, expected.counts))
    head = {"layer": name, "pixel": list(pixel), "top": expected.top, "left": expected.left}
    if {key: told[key] for key in head} != head or list(map(len, told["counts"])) != shape:
        return f"{head} of rows {shape}, here {told}"
    if same_numbers(flat(told["counts"]), flat(expected.counts), whole=net.is_whole):
        return None
    return f"{expected}, here {told}"


def wrong_usage(net: Net, name: str, report: Report) -> str | None:
    (rows, unused), told = net.usage(name), report["usage"]
    if unused == told["unused"] and same_numbers(told["rows"], rows, whole=net.is_whole):
        return None
    return f"usage of {name}: {rows} and {unused} unused, here {told}"


def three_pixels(net: Net, name: str) -> list[Pixel | None]:
    """A corner, the one in the middle that a view without a pixel shows, and any."""
    rng, (height, width) = net.rng, net.maps[name].shape
    corner = rng.choice((0, height - 1)), rng.choice((0, width - 1))
    return [corner, None, (rng.randrange(height), rng.randrange(width))]


def check_pixels(net: Net) -> Disagreements:
    found: Disagreements = []
    for number, pixel in enumerate(three_pixels(net, net.last)):
        stack = net.document({} if pixel is None else {"pixel": list(pixel)})
        report = described_fully(stack, counts=True)
        assert report["problems"] == [], stack
        height, width = net.maps[net.last].shape
        shown = pixel or (height // 2, width // 2)
        wrong = [wrong_counts(net, net.last, shown, report)]
        if number == 0:
            wrong.append(wrong_usage(net, net.last, report))
        found += [(each, stack) for each in wrong if each]
    return found


@pytest.fixture(scope="module")
def nets() -> list[Net]:
    return [count_stacks.grow(seed) for seed in range(STACKS)]


def test_counts_and_usage_are_the_gradients_of_a_net_of_ones(nets: list[Net]) -> None:
    found = [each for net in nets for each in check_pixels(net)]
    assert not found, smallest(found)


def test_the_nets_hold_every_operation_that_has_paths(nets: list[Net]) -> None:
    ops = [layer["op"] for net in nets for layer in net.layers]
    assert min(ops.count(op) for op in set(ops)) >= 3
    assert len(set(ops)) == 21
    assert 100 <= sum(net.is_whole for net in nets) <= STACKS - 50
    assert sum(not net.paths(net.last, (0, 0)).counts for net in nets) >= 5


def test_a_layer_inside_the_stack_has_counts_of_its_own(nets: list[Net]) -> None:
    found: Disagreements = []
    for net in nets[:100]:
        name = net.layers[len(net.layers) // 2]["name"]
        stack = net.document({"layer": [name, net.last], "pixel": [0, 0]})
        report = described_fully(stack, counts=True)
        wrong = [wrong_counts(net, name, (0, 0), report), wrong_usage(net, name, report)]
        found += [(each, stack) for each in wrong if each]
    assert not found, smallest(found)


def laid_out(told: Report, height: int, width: int) -> Any:
    whole = torch.zeros(height, width, dtype=torch.float64)
    if told["counts"]:
        block = torch.tensor(told["counts"], dtype=torch.float64)
        top, left = told["top"], told["left"]
        whole[top : top + block.shape[0], left : left + block.shape[1]] = block
    return whole


def test_usage_is_the_sum_of_the_counts_of_all_pixels(nets: list[Net]) -> None:
    small = [net for net in nets if net.maps[net.last].numel() <= 40][:30]
    assert len(small) == 30
    for net in small:
        height, width = net.maps[net.last].shape
        sides = net.maps["input"].shape
        total = torch.zeros(sides, dtype=torch.float64)
        for a in range(height):
            for b in range(width):
                stack = net.document({"pixel": [a, b]})
                report = described_fully(stack, counts=True)
                total += laid_out(report["counts"], *sides)
        assert report["usage"]["rows"] == pytest.approx(total.sum(1).tolist(), rel=1e-9), stack
        assert report["usage"]["unused"] == int((total == 0).sum()), stack


def chain(seed: int, mode: str) -> list[Layer]:
    """Convolutions and pools that stay small enough for a large map."""
    rng = random.Random(seed)
    layers: list[Layer] = []
    for index in range(rng.randint(1, 4)):
        layer = {"op": "conv", "name": f"l{index}", "out_channels": 1, "padding_mode": mode}
        layer["kernel"] = [rng.randint(1, 4), rng.randint(1, 4)]
        layer |= {"stride": rng.randint(1, 2), "dilation": rng.randint(1, 2)}
        layers.append(layer | {"padding": rng.randint(0, 1)})
    return layers


def product_of_kernels(layers: list[Layer]) -> int:
    return prod(side for layer in layers for side in layer["kernel"])


def total_of(stack: Document) -> int:
    report = described_fully(stack, counts=True)
    assert report["problems"] == []
    return sum(flat(report["counts"]["counts"]))


@pytest.mark.parametrize("seed", range(40))
def test_away_from_borders_the_counts_sum_to_the_product_of_the_kernels(seed: int) -> None:
    layers = chain(seed, "zeros")
    assert total_of(document(layers, 1, 200)) == product_of_kernels(layers)


@pytest.mark.parametrize("mode", ["reflect", "replicate", "circular"])
def test_padding_that_repeats_cells_loses_no_path_at_a_corner(mode: str) -> None:
    for seed in range(20):
        layers = chain(seed, mode)
        stack = document(layers, 1, 60) | {"view": {"pixel": [0, 0]}}
        assert total_of(stack) == product_of_kernels(layers)


def power(base: list[int], exponent: int) -> list[int]:
    """Coefficients of a polynomial's power, in whole numbers of any length."""
    result = [1]
    for _ in range(exponent):
        longer = [0] * (len(result) + len(base) - 1)
        for i, coefficient in enumerate(result):
            for j, other in enumerate(base):
                longer[i + j] += coefficient * other
        result = longer
    return result


def hundred_layers(padding: int) -> list[Layer]:
    fields = {"op": "conv", "out_channels": 1, "kernel": 3, "padding": padding}
    return [{"name": f"l{index}", **fields} for index in range(100)]


def test_a_hundred_layers_have_exact_counts_far_beyond_64_bits() -> None:
    axis = power([1, 1, 1], 100)
    report = described_fully(document(hundred_layers(0), 1, 201), counts=True)
    assert report["counts"]["counts"] == [[a * b for b in axis] for a in axis]
    assert report["usage"]["rows"] == [a * 3**100 for a in axis]
    assert axis[100] > 2**64
    assert json.loads(json.dumps(report)) == report


def clipped(n: int, start: int) -> list[int]:
    """Paths of a hundred layers 3 wide on an axis of n cells, all borders clipped."""
    row = [int(index == start) for index in range(n)]
    for _ in range(100):
        row = [sum(row[max(index - 1, 0) : index + 2]) for index in range(n)]
    return row


@pytest.mark.parametrize("pixel", [(4, 4), (0, 0), (0, 8)], ids=str)
def test_a_hundred_layers_within_borders_are_exact(pixel: Pixel) -> None:
    stack = document(hundred_layers(1), 1, 9) | {"view": {"pixel": list(pixel)}}
    report = described_fully(stack, counts=True)
    rows, columns = (clipped(9, start) for start in pixel)
    assert report["counts"]["counts"] == [[a * b for b in columns] for a in rows]
    every = [sum(column) for column in zip(*(clipped(9, o) for o in range(9)), strict=True)]
    assert report["usage"] == {"rows": [a * sum(every) for a in every], "unused": 0}


def test_a_merge_of_a_hundred_layers_and_its_input_is_exact() -> None:
    layers = [*hundred_layers(1), {"name": "sum", "op": "add", "inputs": ["l99", "input"]}]
    report = described_fully(document(layers, 1, 9), counts=True)
    axis = clipped(9, 4)
    expected = [[a * b for b in axis] for a in axis]
    expected[4][4] += 1
    assert report["counts"]["counts"] == expected


@pytest.mark.parametrize(
    ("dilations", "size", "total", "touched"),
    [
        ((1, 2, 5), 17, {(8, 8): 729, (0, 0): 196}, {(8, 8): 289, (0, 0): 81}),
        ((2, 2, 2), 13, {(6, 6): 729}, {(6, 6): 49}),
    ],
)
def test_the_worked_examples_of_dilated_stacks(
    dilations: tuple[int, ...], size: int, total: dict[Pixel, int], touched: dict[Pixel, int]
) -> None:
    fields = {"op": "conv", "out_channels": 1, "kernel": 3, "padding": "same"}
    layers = [{"name": f"d{i}", **fields, "dilation": d} for i, d in enumerate(dilations)]
    for pixel, paths in total.items():
        report = described_fully(
            document(layers, 1, size) | {"view": {"pixel": list(pixel)}}, counts=True
        )
        counts = flat(report["counts"]["counts"])
        assert (sum(counts), sum(count > 0 for count in counts)) == (paths, touched[pixel])


@pytest.mark.parametrize(("branch", "n"), [(False, 1_100), (True, 1_024)], ids=["chain", "merge"])
def test_large_maps_have_counts_and_usage(branch: bool, n: int) -> None:
    """Chains beyond a million cells, where rows and columns are apart; merges up to them."""
    layers: list[Layer] = [
        {"name": "a", "op": "conv", "out_channels": 1, "kernel": 3, "padding": 1}
    ]
    if branch:
        layers.append({"name": "b", "op": "add", "inputs": ["a", "input"]})
    report = described_fully(document(layers, 1, n), counts=True)
    counts = [[1, 1, 1], [1, 1 + branch, 1], [1, 1, 1]]
    assert report["counts"]["counts"] == counts
    assert (report["counts"]["top"], report["counts"]["left"]) == (n // 2 - 1, n // 2 - 1)
    inner, edge = (times * (3 * n - 2) + n * branch for times in (3, 2))
    assert report["usage"] == {"rows": [edge, *[inner] * (n - 2), edge], "unused": 0}

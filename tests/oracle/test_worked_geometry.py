"""The worked numbers of the specification's section on the geometry of stacks."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from .documents import Document, Layer, describe, geometry, last_of, report_of, row

PRESETS = {
    preset["key"]: preset["document"]
    for preset in json.loads((Path(__file__).parent / "data" / "networks.json").read_text("utf-8"))[
        "presets"
    ]
}


def conv(**fields: Any) -> Layer:
    return {"op": "conv", "out_channels": 1, "kernel": 3, **fields}


def transposed(**fields: Any) -> Layer:
    return {"op": "conv_transpose", "out_channels": 1, "kernel": 3, **fields}


def upsample(**fields: Any) -> Layer:
    return {"op": "upsample", **fields}


def seen(*layers: Layer, size: Any = 64, channels: int = 1) -> tuple[Any, ...]:
    """Smallest and largest field, jump and centre of a stack's last layer, on its width."""
    return geometry(last_of(*layers, size=size, channels=channels)["w"])


def of_network(key: str, name: str) -> tuple[Any, ...]:
    return geometry(row(describe(PRESETS[key]), name)["w"])


def test_vgg_16_pool5_sees_212_pixels_at_a_jump_of_32() -> None:
    layers = PRESETS["vgg16"]["layers"]
    last_pool = [layer["name"] for layer in layers if layer["op"] == "max_pool"][-1]
    assert of_network("vgg16", last_pool)[:3] == (212, 212, 32)


def test_the_resnet_stem_sees_11_pixels_at_a_jump_of_4_from_0() -> None:
    assert seen(conv(kernel=7, stride=2, padding=3), conv(stride=2, padding=1)) == (11, 11, 4, 0)


@pytest.mark.parametrize(
    ("rates", "size"),
    [((1, 1, 1), 7), ((2, 2, 2), 13), ((1, 2, 3), 13), ((1, 2, 5), 17), ((1, 2, 4), 15)],
)
def test_dilated_stacks_see_one_more_than_the_sum_of_their_spreads(
    rates: tuple[int, ...], size: int
) -> None:
    assert seen(*(conv(dilation=rate) for rate in rates))[:2] == (size, size)


@pytest.mark.parametrize(("kernel", "sizes"), [(3, (1, 2)), (4, (2, 3)), (5, (3, 4))])
def test_two_transposed_layers_of_stride_2_see_by_phase(
    kernel: int, sizes: tuple[int, int]
) -> None:
    axis = last_of(transposed(kernel=kernel, stride=2), transposed(kernel=kernel, stride=2))["w"]
    assert (axis["size_min"], axis["size_max"]) == sizes
    assert (axis["period"], axis["jump"]) == (4, "1/4")


def test_u_net_sees_188_to_204_and_fcn_8s_436_to_468() -> None:
    assert of_network("unet", PRESETS["unet"]["layers"][-1]["name"])[:2] == (188, 204)
    assert of_network("fcn8s", "score")[:2] == (436, 468)


TABLE = [
    (conv(kernel=4, stride=3, dilation=2, padding={"left": 5}), 3, 3 - 5, 7),
    ({"op": "max_pool", "kernel": 3, "stride": 2, "padding": 1}, 2, 0, 3),
    ({"op": "pixel_unshuffle", "factor": 4}, 4, Fraction(3, 2), 4),
    (transposed(kernel=4, stride=2, padding=1), Fraction(1, 2), Fraction(1 - Fraction(3, 2), 2), 2),
    (upsample(scale=3), Fraction(1, 3), Fraction(1, 6) - Fraction(1, 2), 1),
    (upsample(scale=2, mode="bilinear"), Fraction(1, 2), Fraction(-1, 4), 2),
    ({"op": "pad", "padding": {"left": 5, "right": 1}}, 1, -5, 1),
    ({"op": "crop", "crop": {"left": 5, "right": 1}}, 1, 5, 1),
    ({"op": "batch_norm"}, 1, 0, 1),
    ({"op": "activation"}, 1, 0, 1),
]


@pytest.mark.parametrize(("layer", "jump", "centre", "largest"), TABLE)
def test_single_layers_map_centres_by_the_table(
    layer: Layer, jump: Fraction, centre: Fraction, largest: int
) -> None:
    assert seen(layer)[1:] == (largest, jump, centre)


def test_pixel_shuffle_maps_centres_like_nearest_up_sampling() -> None:
    shuffled = seen({"op": "pixel_shuffle", "factor": 3}, channels=9)
    assert shuffled == seen(upsample(scale=3))


def test_align_corners_maps_the_first_centre_to_the_first() -> None:
    layer = upsample(size=5, mode="bilinear", align_corners=True)
    axis = last_of(layer, size=8)["w"]
    assert geometry(axis) == (1, 2, Fraction(7, 4), 0)
    assert axis["period"] == 4


@pytest.mark.parametrize(("n", "m"), [(1, 6), (6, 1), (1, 1)])
def test_align_corners_to_or_from_one_pixel_has_jump_0(n: int, m: int) -> None:
    layer = upsample(size=m, mode="bilinear", align_corners=True)
    assert seen(layer, size=n) == (1, 1, 0, 0)


def test_a_jump_of_0_stays_0_and_its_period_is_still_that_of_the_ratios() -> None:
    corners = upsample(size=6, mode="bilinear", align_corners=True)
    axis = last_of(corners, transposed(kernel=2, stride=2), size=1)["w"]
    assert geometry(axis) == (1, 1, 0, 0)
    assert axis["period"] == 2


def test_up_sampling_to_any_size_sees_by_the_phases_of_the_ratio() -> None:
    axis = last_of(upsample(size=46, mode="bilinear"), size=14)["w"]
    assert (axis["period"], axis["jump"]) == (23, "7/23")
    assert Fraction(axis["centre"]) == Fraction(7, 46) - Fraction(1, 2)
    assert (axis["size_min"], axis["size_max"]) == (1, 2)


def test_nearest_down_sampling_reads_the_first_cell_of_each_pair() -> None:
    assert seen(upsample(size=8), size=16) == (1, 1, 2, 0)


@pytest.mark.parametrize(("n", "m", "sizes"), [(4095, 4096, (2, 2)), (4098, 4097, (None, None))])
def test_sizes_are_null_when_a_period_is_above_4096(n: int, m: int, sizes: Any) -> None:
    layer = upsample(size=[1, m], mode="bilinear")
    axis = last_of(layer, size=[1, n])["w"]
    assert (axis["size_min"], axis["size_max"]) == sizes
    assert (axis["period"], axis["jump"]) == (m, f"{n}/{m}")


def test_a_stride_that_skips_phases_keeps_the_nominal_centre() -> None:
    assert seen(upsample(scale=2), conv(kernel=1, stride=2)) == (1, 1, 1, Fraction(-1, 4))


def skip_stack(**cropped: int) -> list[Layer]:
    """Two unpadded layers beside a crop of their input, added."""
    return [
        conv(name="one"),
        conv(name="two"),
        {"op": "crop", "name": "cut", "crop": cropped, "inputs": ["input"]},
        {"op": "add", "name": "sum", "inputs": ["two", "cut"]},
    ]


def test_a_skip_cropped_to_the_same_centre_is_aligned() -> None:
    report = report_of(*skip_stack(top=2, bottom=2, left=2, right=2))
    assert report["skips"] == []
    assert geometry(row(report, "sum")["w"]) == (5, 5, 1, 2)


def test_a_skip_cropped_elsewhere_is_misaligned_by_input_pixels() -> None:
    report = report_of(*skip_stack(top=2, bottom=2, left=1, right=3))
    assert report["skips"] == [{"layer": "sum", "h": "0", "w": "1"}]
    report = report_of(*skip_stack(top=0, bottom=4, right=4))
    assert report["skips"] == [{"layer": "sum", "h": "2", "w": "2"}]
    assert geometry(row(report, "sum")["w"]) == (5, 5, 1, 2)


def test_the_crop_offsets_of_fcn_8s_are_those_that_align() -> None:
    assert describe(PRESETS["fcn8s"])["skips"] == []
    for name, jump in (("score_pool4c", 16), ("score_pool3c", 8)):
        moved = shifted(PRESETS["fcn8s"], name)
        assert describe(moved)["skips"][0]["w"] == str(jump)


def shifted(stack: Document, name: str) -> Document:
    """The same network with one crop moved a cell to the right."""
    copy: Document = json.loads(json.dumps(stack))
    (crop,) = (layer["crop"] for layer in copy["layers"] if layer["name"] == name)
    crop["left"], crop["right"] = crop["left"] + 1, crop["right"] - 1
    return copy


def test_branches_of_other_jumps_have_no_geometry_together() -> None:
    report = report_of(
        conv(name="half", stride=[1, 2], padding=1),
        {"op": "crop", "name": "cut", "crop": {"right": 8}, "inputs": ["input"]},
        {"op": "concat", "name": "both", "inputs": ["half", "cut"]},
        conv(name="after"),
    )
    assert report["problems"] == []
    assert report["skips"] == [{"layer": "both", "h": "0", "w": None}]
    for name in ("both", "after"):
        assert row(report, name)["w"] is None
        assert row(report, name)["h"] is not None


def test_branches_without_geometry_are_not_compared() -> None:
    report = report_of(
        {"op": "adaptive_avg_pool", "name": "whole", "output_size": 16},
        {"op": "add", "name": "sum", "inputs": ["whole", "input"]},
    )
    assert report["skips"] == []
    assert row(report, "sum")["h"] is row(report, "sum")["w"] is None


DRIFTS = [
    ([conv(stride=2, padding=1)], Fraction(-1, 2), 0),
    ([conv(stride=2, padding="same")], Fraction(1, 2), 0),
    ([conv(kernel=4, stride=2, padding=1)], 0, 0),
    ([conv(kernel=2, stride=2)], 0, 0),
    ([transposed(stride=2, padding=1, output_padding=1)], Fraction(1, 4), 0),
    ([transposed(kernel=4, stride=2, padding=1)], 0, 0),
    ([upsample(scale=2, mode="bilinear")], 0, 0),
    ([upsample(scale=2, mode="bilinear", align_corners=True)], 0, Fraction(1, 4)),
]


@pytest.mark.parametrize(("layers", "middle", "end"), DRIFTS)
def test_jump_and_centre_give_the_drifts_of_16_cells(
    layers: list[Layer], middle: Fraction, end: Fraction
) -> None:
    row = last_of(*layers, size=16)
    _, _, jump, centre = geometry(row["w"])
    m = row["shape"][2]
    drift = [jump * o + centre - (Fraction(2 * o + 1, 2) * 16 / m - Fraction(1, 2)) for o in (0, m)]
    slope = (drift[1] - drift[0]) / m
    assert drift[0] + slope * Fraction(m - 1, 2) == middle
    assert abs(slope) * Fraction(m - 1, 2) == end


def test_the_resnet_stem_drifts_by_three_half_pixels() -> None:
    stem = (conv(kernel=7, stride=2, padding=3), conv(stride=2, padding=1))
    layer = last_of(*stem, size=224)
    _, _, jump, centre = geometry(layer["w"])
    middle = Fraction(layer["shape"][2] - 1, 2)
    assert jump * middle + centre - Fraction(223, 2) == Fraction(-3, 2)

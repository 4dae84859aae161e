from __future__ import annotations

from typing import Any

import pytest

from engine import layers, words
from engine.layers import Broken
from engine.scenes import short_words
from tests.engine.stacks import conv, layer


@pytest.mark.parametrize(
    ("op", "fields", "said"),
    [
        ("conv", {"out_channels": 1, "kernel": 3}, "3×3"),
        ("conv", {"out_channels": 1, "kernel": [3, 5], "stride": [2, 1], "dilation": 2},
         "3×5, stride 2×1, dilation 2"),
        ("conv", {"out_channels": 4, "kernel": 1, "groups": 4}, "1×1, 4 groups"),
        ("depthwise_conv", {"kernel": 3}, "depthwise 3×3"),
        ("separable_conv", {"out_channels": 1, "kernel": 3}, "separable 3×3"),
        ("conv_transpose", {"out_channels": 1, "kernel": 4, "stride": 2},
         "transposed 4×4, stride 2"),
        ("deform_conv", {"out_channels": 1, "kernel": 3}, "deformable 3×3"),
        ("max_pool", {"kernel": 2}, "max 2×2, stride 2"),
        ("avg_pool", {"kernel": 3, "stride": 1}, "average 3×3"),
        ("max_unpool", {"of": "pool 1"}, "undoes pool 1"),
        ("max_unpool", {"kernel": 2}, "unpool 2×2, stride 2"),
        ("adaptive_avg_pool", {"output_size": 7}, "average to 7×7"),
        ("adaptive_max_pool", {"output_size": [1, 4]}, "max to 1×4"),
        ("global_avg_pool", {}, "global average pool"),
        ("upsample", {"scale": 8}, "nearest × 8"),
        ("upsample", {"scale": [2, 3], "mode": "bilinear"}, "bilinear × 2×3"),
        ("upsample", {"size": 1024, "mode": "bilinear", "align_corners": True},
         "bilinear to 1\u2009024×1\u2009024, align corners"),
        ("pixel_shuffle", {"factor": 2}, "pixel shuffle × 2"),
        ("pad", {"padding": 1}, "pad 1"),
        ("crop", {"crop": {"top": 1, "bottom": 2}}, "crop 1, 2, 0, 0"),
        ("activation", {"function": "tanh"}, "tanh"),
        ("add", {"inputs": ["a", "b"]}, "add"),
    ],
)  # fmt: skip
def test_an_operation_in_few_words(op: str, fields: dict[str, Any], said: str) -> None:
    assert str(short_words.operation(layer(op, "x", **fields))) == said


def test_every_operation_has_its_words() -> None:
    raw = {"out_channels": 1, "kernel": 1, "output_size": 1, "factor": 2, "padding": 1, "crop": 1}
    for op, kind in layers.OPERATIONS.items():
        given = {name: raw[name] for name in layers.required(kind) if name != "name"}
        said = str(short_words.operation(layer(op, "x", **given)))
        assert said
        assert "_" not in said


def test_a_layer_that_could_not_be_read_does_nothing_that_has_words() -> None:
    assert short_words.operation(Broken(name="x")) == ""


def test_words_of_a_picture_are_said_in_the_language_that_is_asked_for() -> None:
    said = short_words.operation(conv("a", 3, dilation=2))
    assert not isinstance(said, str)
    assert words.say(said, "en") == "3×3, dilation 2"

"""Every limit of the format: the last value within it, and the first beyond."""

from typing import Any

import pytest

from .documents import Json, codes, conv, describe, encode, layer, problems, stack, with_op

FILE_LIMIT = 16 * 2**20

# The operation, the field, the last value accepted, the first refused, and the input they need.
FIELDS: list[tuple[str, str, Any, Any, Json]] = [
    ("conv", "kernel", 255, 256, {"size": 256}),
    ("conv", "kernel", [1, 255], [1, 256], {"size": 256}),
    ("depthwise_conv", "kernel", 255, 256, {"size": 256}),
    ("conv_transpose", "kernel", 255, 256, {"size": 1}),
    ("max_pool", "kernel", 255, 256, {"size": 256}),
    ("avg_pool", "kernel", 255, 256, {"size": 256}),
    ("max_unpool", "kernel", 255, 256, {"size": 1}),
    ("conv", "stride", 1024, 1025, {}),
    ("conv_transpose", "stride", 1024, 1025, {"size": 1}),
    ("max_pool", "stride", [1024, 1], [1025, 1], {}),
    ("max_unpool", "stride", 1024, 1025, {"size": 1}),
    ("conv", "dilation", 1024, 1025, {"size": 2051}),
    ("conv_transpose", "dilation", [1, 1024], [1, 1025], {"size": 1}),
    ("max_pool", "dilation", 1024, 1025, {"size": 1026}),
    ("upsample", "scale", 1024, 1025, {"size": 1}),
    ("upsample", "scale", [1, 1024], [1, 1025], {"size": 1}),
    ("conv", "padding", [4096, 0], [4097, 0], {"size": 3}),
    ("conv", "padding", {"left": 4096}, {"left": 4097}, {"size": 3}),
    ("pad", "padding", {"top": 4096}, {"top": 4097}, {"size": 3}),
    ("conv_transpose", "padding", [0, 4096], [0, 4097], {"size": [1, 8192]}),
    ("crop", "crop", {"bottom": 4096}, {"bottom": 4097}, {"size": [5000, 1]}),
    ("conv", "out_channels", 65_536, 65_537, {}),
    ("conv_transpose", "out_channels", 65_536, 65_537, {}),
    ("separable_conv", "out_channels", 65_536, 65_537, {}),
    ("upsample", "size", [1, 65_536], [1, 65_537], {"size": 1}),
    ("upsample", "size", 4096, [4096, 4097], {"size": 1}),
    ("adaptive_avg_pool", "output_size", [65_536, 1], [65_537, 1], {"size": 1}),
]


def title(case: tuple[str, str, Any, Any, Json]) -> str:
    return f"{case[0]}-{case[1]}-{case[3]}"


@pytest.mark.parametrize("case", FIELDS, ids=title)
def test_the_limit_itself_is_accepted(case: tuple[str, str, Any, Any, Json]) -> None:
    op, field, accepted, _, given = case
    assert problems(stack(layer(op, "x", **{field: accepted}), **given)) == []


@pytest.mark.parametrize("case", FIELDS, ids=title)
def test_one_more_than_the_limit_is_refused(case: tuple[str, str, Any, Any, Json]) -> None:
    op, field, _, refused, given = case
    assert problems(stack(layer(op, "x", **{field: refused}), **given)) == [
        ("x", field, "too_large")
    ]


@pytest.mark.parametrize("size", [[65_536, 1], [1, 65_536], [4096, 4096], [65_536, 256]])
def test_a_map_within_its_limits_is_accepted(size: list[int]) -> None:
    document = stack(conv(), size=size, channels=65_536)
    assert describe(document)["problems"] == []
    assert describe(document)["input"] == [65_536, *size]


@pytest.mark.parametrize(
    "size", [[65_537, 1], [1, 65_537], [4096, 4097], [65_536, 257], [10**399, 1]]
)
def test_a_map_beyond_its_limits_is_refused(size: list[int]) -> None:
    assert problems(stack(conv(), size=size)) == [(None, "input.size", "too_large")]


def test_more_channels_than_the_limit_are_refused() -> None:
    assert problems(stack(conv(), channels=65_537)) == [(None, "input.channels", "too_large")]


# A layer that grows its map, the largest input that lets it, and one that does not.
GROWING: list[tuple[Json, Json, Json]] = [
    (layer("concat", inputs=["input", "input"]), {"channels": 32_768}, {"channels": 32_769}),
    (layer("depthwise_conv", multiplier=2), {"channels": 32_768}, {"channels": 32_769}),
    (layer("pixel_unshuffle"), {"channels": 16_384}, {"channels": 16_385}),
    (layer("pad", padding={"left": 1}), {"size": [1, 65_535]}, {"size": [1, 65_536]}),
    (conv(padding={"bottom": 1}), {"size": [65_535, 1]}, {"size": [65_536, 1]}),
    (layer("conv_transpose", kernel=2), {"size": [65_535, 1]}, {"size": [65_536, 1]}),
    (layer("upsample"), {"size": [32_768, 1]}, {"size": [32_769, 1]}),
    (layer("upsample", scale=1024), {"size": 4}, {"size": [4, 5]}),
    (layer("upsample"), {"size": 2048}, {"size": [2049, 2048]}),
    (
        layer("pixel_shuffle"),
        {"size": [32_768, 1], "channels": 4},
        {"size": [32_769, 1], "channels": 4},
    ),
    (layer("max_unpool"), {"size": [32_768, 1]}, {"size": [32_769, 1]}),
]


@pytest.mark.parametrize(
    ("grown", "within", "beyond"), GROWING, ids=lambda value: value.get("op", "")
)
def test_a_derived_map_has_the_same_limits(grown: Json, within: Json, beyond: Json) -> None:
    assert problems(stack(grown, **within)) == []
    ((where, _field, code),) = problems(stack(grown, **beyond))
    assert (where, code) == ("x", "too_large")


@pytest.mark.parametrize("op", ["max_pool", "avg_pool"])
def test_a_pool_padding_beyond_every_limit_is_refused(op: str) -> None:
    ((where, field, code),) = problems(with_op(op, padding=4097))
    assert (where, field) == ("x", "padding")
    assert code in ("too_large", "pool_padding_too_large")


def test_an_output_padding_beyond_every_limit_is_refused() -> None:
    ((where, field, code),) = problems(with_op("conv_transpose", output_padding=4097))
    assert (where, field) == ("x", "output_padding")
    assert code in ("too_large", "output_padding_too_large")


def test_same_padding_has_no_limit_since_it_is_never_laid_out() -> None:
    document = stack(conv(kernel=255, dilation=1024, padding="same"), size=8)
    assert describe(document)["layers"][0]["shape"] == [1, 8, 8]


def test_numbers_that_are_not_computed_have_no_limit() -> None:
    document = stack(conv(out_channels=65_536, kernel=255, padding=127), size=4096, channels=65_536)
    (only,) = describe(document)["layers"]
    assert only["params"] == 65_536 * 65_536 * 255 * 255 + 65_536
    assert only["macs"] == 65_536 * 4096 * 4096 * 65_536 * 255 * 255


def test_512_layers_are_accepted_and_513_are_not() -> None:
    layers = [layer("batch_norm", f"n{i}") for i in range(513)]
    assert len(describe(stack(*layers[:512]))["layers"]) == 512
    assert problems(stack(*layers)) == [(None, "layers", "too_large")]


def test_a_file_of_16_mib_is_accepted_and_one_byte_more_is_not() -> None:
    data = encode(stack(conv()))
    assert codes(data.ljust(FILE_LIMIT)) == []
    assert codes(data.ljust(FILE_LIMIT + 1)) == ["too_large"]


@pytest.mark.parametrize(
    ("document", "limit"),
    [
        (stack(conv(kernel=256), size=256), "255"),
        (stack(conv(stride=1025)), "1024"),
        (stack(conv(padding=4097)), "4096"),
        (stack(conv(), channels=65_537), "65536"),
        (stack(*(conv(f"c{i}") for i in range(513))), "512"),
        (encode(stack(conv())).ljust(FILE_LIMIT + 1), "16"),
    ],
    ids=["kernel", "stride", "padding", "channels", "layers", "file"],
)
def test_a_limit_is_named(document: Any, limit: str) -> None:
    (problem,) = describe(document)["problems"]
    digits = "".join(each for each in problem["message"] if each.isalnum())
    assert limit in digits

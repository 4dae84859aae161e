"""How the contract tests write a document: the shortest valid one, changed in one place."""

import json
from collections.abc import Iterator
from typing import Any

from engine import inspection

Json = dict[str, Any]

CODES = frozenset(
    [
        "kernel_too_large",
        "not_positive",
        "negative_padding",
        "groups_in",
        "groups_out",
        "reflect_too_wide",
        "circular_too_wide",
        "output_padding_too_large",
        "empty_output",
        "padding_mode_unsupported",
        "pool_padding_too_large",
        "window_all_padding",
        "unpool_size",
        "shuffle_channels",
        "unshuffle_size",
        "shapes_differ",
        "unknown_input",
        "unknown_op",
        "unknown_field",
        "bad_value",
        "duplicate_name",
        "too_large",
        "not_json",
        "unreadable",
        "newer_version",
        "missing_field",
        "unknown_scene",
        "unknown_layer",
    ]
)

# One valid layer of every operation, for an input of four channels and eight by eight cells.
SHORTEST: dict[str, Json] = {
    "conv": {"out_channels": 4, "kernel": 3},
    "depthwise_conv": {"kernel": 3},
    "separable_conv": {"out_channels": 4, "kernel": 3},
    "conv_transpose": {"out_channels": 4, "kernel": 3},
    "deform_conv": {"out_channels": 4, "kernel": 3},
    "max_pool": {"kernel": 2},
    "avg_pool": {"kernel": 2},
    "max_unpool": {"kernel": 2},
    "adaptive_avg_pool": {"output_size": 3},
    "adaptive_max_pool": {"output_size": 3},
    "global_avg_pool": {},
    "global_max_pool": {},
    "upsample": {"scale": 2},
    "pixel_shuffle": {"factor": 2},
    "pixel_unshuffle": {"factor": 2},
    "pad": {"padding": 1},
    "crop": {"crop": 1},
    "add": {"inputs": ["input", "input"]},
    "concat": {"inputs": ["input", "input"]},
    "difference": {"inputs": ["input", "input"]},
    "batch_norm": {},
    "activation": {},
}

# Every field of every operation that holds whole numbers of one or more.
POSITIVE: dict[str, str] = {
    "conv": "out_channels kernel stride dilation groups",
    "depthwise_conv": "kernel stride dilation multiplier",
    "separable_conv": "out_channels kernel stride dilation multiplier",
    "conv_transpose": "out_channels kernel stride dilation groups",
    "deform_conv": "out_channels kernel stride dilation groups offset_groups",
    "max_pool": "kernel stride dilation",
    "avg_pool": "kernel stride divisor_override",
    "max_unpool": "kernel stride output_size",
    "adaptive_avg_pool": "output_size",
    "adaptive_max_pool": "output_size",
    "upsample": "scale size",
    "pixel_shuffle": "factor",
    "pixel_unshuffle": "factor",
}

BOOLEAN: dict[str, str] = {
    "max_pool": "ceil_mode",
    "avg_pool": "ceil_mode count_include_pad",
    "upsample": "align_corners",
    "deform_conv": "modulated",
}

SINGLE = frozenset(
    ["out_channels", "groups", "multiplier", "offset_groups", "divisor_override", "factor"]
)


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(op, field) for op, fields in table.items() for field in fields.split()]


def layer(op: str, name: str = "x", /, **fields: Any) -> Json:
    """The shortest valid layer of an operation, with the given fields put over it."""
    shortest = dict(SHORTEST.get(op, {}))
    if op == "upsample" and "size" in fields:
        shortest.pop("scale")
    return {"op": op, "name": name, **shortest, **fields}


def conv(name: str = "x", /, **fields: Any) -> Json:
    """A convolution that changes nothing: one channel, kernel 1."""
    return {"op": "conv", "name": name, "out_channels": 1, "kernel": 1, **fields}


def stack(*layers: Json, channels: Any = 1, size: Any = 8, **fields: Any) -> Json:
    head = {
        "format": "convolution-stack",
        "version": 1,
        "input": {"channels": channels, "size": size},
    }
    return {**head, "layers": list(layers), **fields}


def with_op(op: str, /, **fields: Any) -> Json:
    """A document of one layer of that operation, called x."""
    return stack(layer(op, "x", **fields), channels=4)


def without(value: Json, *keys: str) -> Json:
    return {key: item for key, item in value.items() if key not in keys}


def encode(document: Any) -> bytes:
    return json.dumps(document).encode()


def describe(document: Any) -> Json:
    """What inspect says of a document, which must be strict JSON whatever the document was."""
    data = document if isinstance(document, bytes) else encode(document)
    report: Json = inspection.describe(data)
    json.dumps(report, allow_nan=False)
    assert_problems_are_well_formed(report["problems"])
    return report


def assert_problems_are_well_formed(problems: list[Json]) -> None:
    for problem in problems:
        assert set(problem) == {"layer", "field", "code", "message"}
        assert problem["code"] in CODES
        assert isinstance(problem["layer"], str | None)
        assert isinstance(problem["field"], str | None)
        assert len(problem["message"].splitlines()) == 1


def problems(document: Any) -> list[tuple[str | None, str | None, str]]:
    return [(each["layer"], each["field"], each["code"]) for each in describe(document)["problems"]]


def codes(document: Any) -> list[str]:
    return [each["code"] for each in describe(document)["problems"]]


def reported(document: Any) -> list[str]:
    """The names of the layers that the report holds."""
    return [each["name"] for each in describe(document).get("layers", [])]


def shapes(document: Any) -> Iterator[tuple[int, ...]]:
    return (tuple(each["shape"]) for each in describe(document)["layers"])


def message(document: Any) -> str:
    """The sentence of the only problem."""
    (problem,) = describe(document)["problems"]
    return str(problem["message"])

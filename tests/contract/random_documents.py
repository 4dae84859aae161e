"""Random valid documents over every operation and field, with the shapes that they must have."""

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st

from .documents import Json
from .random_convolutions import convolution, transposed
from .random_pieces import (
    FUNCTIONS,
    INPUT_PATTERNS,
    MODES,
    SCENES,
    Draw,
    Made,
    Shape,
    Window,
    given,
    mode_allowed,
    names,
    pair,
    side_padding,
    sometimes,
    spelled,
    texts,
)


def pooled(size: int, stride: int, padding: int, extent: int, *, ceil: bool) -> int:
    span = size + 2 * padding - extent
    if not ceil:
        return span // stride + 1
    out = -(-span // stride) + 1
    return out - 1 if (out - 1) * stride >= size + padding else out


def pool(draw: Draw, op: str, shape: Shape) -> Made:
    channels, *size = shape
    kernel = draw(pair(1, 3))
    padding = [draw(st.integers(0, side // 2)) for side in kernel]
    fields: Json = {"kernel": spelled(draw, kernel)}
    stride, dilation = kernel, (1, 1)
    if draw(st.booleans()):
        stride = draw(pair(1, 3))
        fields["stride"] = spelled(draw, stride)
    if any(padding):
        fields["padding"] = spelled(draw, padding)
    if op == "max_pool" and draw(st.booleans()) and min(size) > 6:
        dilation = draw(pair(1, 2))
        fields["dilation"] = spelled(draw, dilation)
    if op == "avg_pool":
        sometimes(
            draw,
            fields,
            count_include_pad=lambda: draw(st.booleans()),
            divisor_override=lambda: draw(st.integers(1, 9)),
        )
    sometimes(draw, fields, ceil_mode=lambda: draw(st.booleans()))
    ceil = fields.get("ceil_mode", False)
    extents = [dilation[axis] * (kernel[axis] - 1) + 1 for axis in (0, 1)]
    out = [
        pooled(size[axis], stride[axis], padding[axis], extents[axis], ceil=ceil) for axis in (0, 1)
    ]
    return (fields, (channels, out[0], out[1])) if min(out) >= 1 else None


def unpool(draw: Draw, _op: str, shape: Shape) -> Made:
    channels, *size = shape
    kernel = draw(pair(1, 3))
    padding = [draw(st.integers(0, (side - 1) // 2)) for side in kernel]
    fields: Json = {"kernel": spelled(draw, kernel)}
    stride = kernel
    if draw(st.booleans()):
        stride = draw(pair(1, 3))
        fields["stride"] = spelled(draw, stride)
    if any(padding):
        fields["padding"] = spelled(draw, padding)
    out = [(size[axis] - 1) * stride[axis] - 2 * padding[axis] + kernel[axis] for axis in (0, 1)]
    if draw(st.booleans()):
        out = [side + draw(st.integers(0, stride[axis] - 1)) for axis, side in enumerate(out)]
        fields["output_size"] = spelled(draw, out)
    if min(out) >= 1 and channels * size[0] * size[1] <= 40:
        sometimes(draw, fields, indices=lambda: indices(draw, shape, out[0] * out[1]))
    return (fields, (channels, out[0], out[1])) if min(out) >= 1 else None


def indices(draw: Draw, shape: Shape, cells: int) -> list[list[list[int]]]:
    row = st.lists(st.integers(0, cells - 1), min_size=shape[2], max_size=shape[2])
    return [[draw(row) for _ in range(shape[1])] for _ in range(shape[0])]


def adaptive(draw: Draw, _op: str, shape: Shape) -> Made:
    rows, columns = draw(pair(1, 9))
    return {"output_size": spelled(draw, (rows, columns))}, (shape[0], rows, columns)


def global_pool(_draw: Draw, _op: str, shape: Shape) -> Made:
    return {}, (shape[0], 1, 1)


def upsample(draw: Draw, _op: str, shape: Shape) -> Made:
    channels, *size = shape
    fields: Json = {}
    if draw(st.booleans()):
        factors = draw(pair(1, 3))
        fields["scale"] = spelled(draw, factors)
        out = [side * factor for side, factor in zip(size, factors, strict=True)]
    else:
        out = list(draw(pair(1, 12)))
        fields["size"] = spelled(draw, out)
    sometimes(draw, fields, mode=lambda: draw(st.sampled_from(["nearest", "bilinear"])))
    if fields.get("mode") == "bilinear":
        sometimes(draw, fields, align_corners=lambda: draw(st.booleans()))
    return fields, (channels, out[0], out[1])


def shuffle(draw: Draw, _op: str, shape: Shape) -> Made:
    factor = draw(st.integers(1, 2))
    if shape[0] % factor**2:
        return None
    return {"factor": factor}, (shape[0] // factor**2, shape[1] * factor, shape[2] * factor)


def unshuffle(draw: Draw, _op: str, shape: Shape) -> Made:
    factor = draw(st.integers(1, 2))
    if shape[1] % factor or shape[2] % factor:
        return None
    return {"factor": factor}, (shape[0] * factor**2, shape[1] // factor, shape[2] // factor)


def pad(draw: Draw, _op: str, shape: Shape) -> Made:
    value, sides = side_padding(draw, same=False)
    assert sides is not None
    fields: Json = {"padding": value}
    sometimes(draw, fields, mode=lambda: draw(st.sampled_from(MODES)))
    slide = Window((1, 1), (1, 1), (1, 1), sides)
    if not mode_allowed(fields.get("mode", "zeros"), slide, shape[1:]):
        return None
    return fields, (shape[0], shape[1] + sides[0].sum, shape[2] + sides[1].sum)


def crop(draw: Draw, _op: str, shape: Shape) -> Made:
    value, sides = side_padding(draw, same=False)
    if sides is None or value == "valid":
        return None
    out = shape[1] - sides[0].sum, shape[2] - sides[1].sum
    return ({"crop": value}, (shape[0], *out)) if min(out) >= 1 else None


def unchanged(draw: Draw, op: str, shape: Shape) -> Made:
    fields: Json = {}
    if op == "activation":
        sometimes(draw, fields, function=lambda: draw(st.sampled_from(FUNCTIONS)))
    return fields, shape


ONE_INPUT: dict[str, Callable[[Draw, str, Shape], Made]] = {
    "conv": convolution,
    "depthwise_conv": convolution,
    "separable_conv": convolution,
    "deform_conv": convolution,
    "conv_transpose": transposed,
    "max_pool": pool,
    "avg_pool": pool,
    "max_unpool": unpool,
    "adaptive_avg_pool": adaptive,
    "adaptive_max_pool": adaptive,
    "global_avg_pool": global_pool,
    "global_max_pool": global_pool,
    "upsample": upsample,
    "pixel_shuffle": shuffle,
    "pixel_unshuffle": unshuffle,
    "pad": pad,
    "crop": crop,
    "batch_norm": unchanged,
    "activation": unchanged,
}
MERGES = ["add", "concat", "difference"]
# What has most fields is drawn most.
OPERATIONS = [*ONE_INPUT, *MERGES, *["undo", "deform_conv", "conv", "max_pool", "avg_pool"] * 2]


class Drawn(NamedTuple):
    document: Json
    shapes: dict[str, Shape]


def merge(draw: Draw, op: str, maps: dict[str, Shape], last: str) -> tuple[Json, Shape]:
    channels, *size = maps[last]
    fits = [
        each
        for each, shape in maps.items()
        if (shape[1:] == tuple(size) if op == "concat" else shape == maps[last])
    ]
    others = [
        draw(st.sampled_from(fits))
        for _ in range(1 if op == "difference" else draw(st.integers(1, 2)))
    ]
    inputs = [last, *others]
    if op == "concat":
        channels = sum(maps[each][0] for each in inputs)
    return {"inputs": inputs}, (channels, size[0], size[1])


class Stack:
    """The maps made so far, and the pools among them that can be undone."""

    def __init__(self, shape: Shape) -> None:
        self.maps = {"input": shape}
        self.pooled_from: dict[str, Shape] = {}
        self.layers: list[Json] = []
        self.previous = "input"

    def add(self, draw: Draw, name: str) -> None:
        reads = draw(st.sampled_from([*self.maps, self.previous, self.previous]))
        op, fields, shape = self.fitting(draw, reads)
        if op == "max_pool" and fields.get("dilation", 1) == 1:
            self.pooled_from[name] = self.maps[reads]
        if op not in MERGES and reads != self.previous:
            fields = {"inputs": [reads], **fields}
        self.layers.append({"op": op, "name": name, **fields})
        self.maps[name], self.previous = shape, name

    def fitting(self, draw: Draw, reads: str) -> tuple[str, Json, Shape]:
        """A layer that can read that map; after three that cannot, one that always can."""
        for _ in range(3):
            op = draw(st.sampled_from(OPERATIONS))
            made = self.made(draw, op, reads)
            if made is not None and max(made[1]) <= 64:
                return ("max_unpool" if op == "undo" else op, *made)
        return "activation", {}, self.maps[reads]

    def made(self, draw: Draw, op: str, reads: str) -> Made:
        if op in MERGES:
            return merge(draw, op, self.maps, reads)
        if op == "undo":
            return self.undone(draw, reads)
        return ONE_INPUT[op](draw, op, self.maps[reads])

    def undone(self, draw: Draw, reads: str) -> Made:
        """An unpool of an earlier pool whose output has the shape of what is read."""
        fits = [name for name in self.pooled_from if self.maps[name] == self.maps[reads]]
        if not fits:
            return None
        of = draw(st.sampled_from(fits))
        return {"of": of}, self.pooled_from[of]


@st.composite
def drawn_documents(draw: Draw) -> Drawn:
    shape: Shape = (draw(st.integers(1, 4)), draw(st.integers(1, 16)), draw(st.integers(1, 16)))
    source: Json = {"channels": shape[0], "size": spelled(draw, shape[1:])}
    sometimes(draw, source, values=lambda: given(draw, INPUT_PATTERNS, shape))
    made = Stack(shape)
    called = [f"{draw(names)}{at}" for at in range(draw(st.integers(0, 8)))]
    for name in called:
        made.add(draw, name)
    document: Json = {
        "format": "convolution-stack",
        "version": 1,
        "input": source,
        "layers": made.layers,
    }
    sometimes(draw, document, title=lambda: draw(texts), notes=lambda: draw(texts))
    if called:
        sometimes(draw, document, view=lambda: view(draw, made.maps, called))
    return Drawn(document, made.maps)


def view(draw: Draw, maps: dict[str, Shape], called: list[str]) -> Json:
    fields: Json = {}
    shown = draw(st.sampled_from(called))
    channels, rows, columns = maps[shown]
    beside = draw(
        st.lists(st.sampled_from(called), unique=True, min_size=1).filter(
            lambda some: some[0] == shown
        )
        | st.just(shown)
    )
    fields["layer"] = beside
    if isinstance(beside, str):
        sometimes(
            draw,
            fields,
            pixel=lambda: [draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))],
            channel=lambda: draw(st.integers(0, channels - 1)),
        )
    sometimes(draw, fields, scene=lambda: draw(st.sampled_from(SCENES)))
    return fields

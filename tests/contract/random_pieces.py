"""What random layers are made of: numbers, windows, paddings, patterns and lists."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st

from .documents import Json

Shape = tuple[int, int, int]
Draw = Callable[[st.SearchStrategy[Any]], Any]
Made = tuple[Json, Shape] | None

MODES = ["zeros", "reflect", "replicate", "circular"]
INPUT_PATTERNS = [
    "zeros",
    "ones",
    "index",
    "digits",
    "ramp_x",
    "ramp_y",
    "checker",
    "impulse",
    "disc",
    "random",
]
WEIGHT_PATTERNS = [
    "ones",
    "mean",
    "index",
    "digits",
    "identity",
    "gaussian",
    "bilinear",
    "sobel_x",
    "sobel_y",
    "laplacian",
    "random",
]
FUNCTIONS = ["relu", "leaky_relu", "sigmoid", "tanh", "identity"]
SCENES = [
    "slide",
    "gridding",
    "field",
    "usage",
    "transposed",
    "scatter",
    "round_trip",
    "deformable",
    "maps",
]

names = st.sampled_from(["conv", "卷积", "a b", '"', "\\", "\N{GRINNING FACE}", "e\u0301", ""])
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
reals = st.one_of(st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False))


class Sides(NamedTuple):
    """Cells before and after, for one axis."""

    before: int
    after: int

    @property
    def sum(self) -> int:
        return self.before + self.after


def pair(low: int, high: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(low, high), st.integers(low, high))


def spelled(draw: Draw, value: Sequence[int]) -> Any:
    """Two numbers, or the one that they both are."""
    return value[0] if value[0] == value[1] and draw(st.booleans()) else list(value)


def nested(draw: Draw, shape: Sequence[int]) -> Any:
    if not shape:
        return draw(reals)
    if len(shape) == 1:
        return draw(st.lists(reals, min_size=shape[0], max_size=shape[0]))
    return [nested(draw, shape[1:]) for _ in range(shape[0])]


def given(draw: Draw, patterns: Sequence[str], shape: Sequence[int]) -> Any:
    """A pattern, or a list of that shape where it is short."""
    cells = 1
    for side in shape:
        cells *= side
    if cells <= 40 and draw(st.booleans()):
        return nested(draw, shape)
    pattern = {"pattern": draw(st.sampled_from(patterns))}
    if pattern["pattern"] == "random" and draw(st.booleans()):
        return {**pattern, "seed": draw(st.integers(0, 2**31 - 1))}
    return pattern


def sometimes(draw: Draw, fields: Json, **made: Callable[[], Any]) -> None:
    """Adds some of the fields; what is left out is the default."""
    for key, make in made.items():
        if draw(st.booleans()):
            fields[key] = make()


def biased(draw: Draw, fields: Json, channels: int) -> None:
    sometimes(draw, fields, bias=lambda: draw(st.one_of(st.booleans(), st.just(None))))
    if fields.get("bias", True) is None:
        fields["bias"] = nested(draw, [channels])


def side_padding(draw: Draw, *, same: bool) -> tuple[Any, list[Sides] | None]:
    form = draw(
        st.sampled_from(
            ["number", "valid", "sides", "same"] if same else ["number", "valid", "sides"]
        )
    )
    if form == "same":
        return "same", None
    if form == "valid":
        return "valid", [Sides(0, 0)] * 2
    if form == "number":
        rows, columns = draw(pair(0, 3))
        return spelled(draw, (rows, columns)), [Sides(rows, rows), Sides(columns, columns)]
    sides = draw(
        st.dictionaries(
            st.sampled_from(["top", "bottom", "left", "right"]), st.integers(0, 3), min_size=1
        )
    )
    got = [sides.get(key, 0) for key in ("top", "bottom", "left", "right")]
    return sides, [Sides(*got[:2]), Sides(*got[2:])]


class Window(NamedTuple):
    kernel: tuple[int, int]
    stride: tuple[int, int]
    dilation: tuple[int, int]
    padding: list[Sides] | None

    def extent(self, axis: int) -> int:
        return self.dilation[axis] * (self.kernel[axis] - 1) + 1

    def slid(self, size: Sequence[int]) -> list[int]:
        """The output of a convolution; below one where the kernel does not fit."""
        if self.padding is None:
            return [-(-size[axis] // self.stride[axis]) for axis in (0, 1)]
        return [
            (size[axis] + self.padding[axis].sum - self.extent(axis)) // self.stride[axis] + 1
            for axis in (0, 1)
        ]

    def spread(self, size: Sequence[int], extra: Sequence[int]) -> list[int]:
        """The output of a transposed convolution."""
        padding = self.padding or [Sides(0, 0)] * 2
        return [
            (size[axis] - 1) * self.stride[axis]
            - padding[axis].sum
            + self.extent(axis)
            + extra[axis]
            for axis in (0, 1)
        ]


def window(draw: Draw, fields: Json, *, same: bool) -> Window:
    kernel, stride, dilation = draw(pair(1, 3)), draw(pair(1, 3)), draw(pair(1, 2))
    fields["kernel"] = spelled(draw, kernel)
    padding: list[Sides] | None = [Sides(0, 0)] * 2
    if stride != (1, 1) or draw(st.booleans()):
        fields["stride"] = spelled(draw, stride)
    if dilation != (1, 1) or draw(st.booleans()):
        fields["dilation"] = spelled(draw, dilation)
    if draw(st.booleans()):
        fields["padding"], padding = side_padding(draw, same=same)
    return Window(kernel, stride, dilation, padding)


def mode_allowed(mode: str, slide: Window, size: Sequence[int]) -> bool:
    if mode not in ("reflect", "circular"):
        return True
    room = 1 if mode == "reflect" else 0
    if slide.padding is None:
        return min(size) > 6
    return all(max(slide.padding[axis]) <= size[axis] - room for axis in (0, 1))

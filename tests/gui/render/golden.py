"""The golden pictures: which there are, how each is drawn, and how one is compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtGui import QImage

from gui.render import export
from gui.render.export import Style
from gui.render.theme import THEMES
from tests import source
from tests.gui.render import figures, scenes
from tests.gui.render.figures import CONV, copied

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDER = source.ROOT / "tests" / "golden"
FAILED = FOLDER / "failed"
RENEW = "make golden"
RED, PALE = 0xFFE00000, 0xC0

TRACED = {"scene": "gridding"}
PINNED = {"scene": "field", "layer": "b", "pixel": [4, 3]}
HOURGLASS: Layers = (
    {**CONV, "name": "a", "padding": 1},
    {**CONV, "name": "b", "padding": 1, "stride": 2},
    {**CONV, "name": "c", "padding": 2, "dilation": 2},
    {**CONV, "name": "d", "padding": 1},
)
SKIPPING: Layers = (
    {**CONV, "name": "a", "kernel": 2, "stride": 3},
    {**CONV, "name": "b", "padding": 1, "stride": 2},
)

Layers = tuple[dict[str, Any], ...]

PADDED: Layers = ({**CONV, "padding": 1, "weights": {"pattern": "gaussian"}},)
DILATED: Layers = ({**CONV, "dilation": 2, "padding": 1},)
UNREAD: Layers = ({**CONV, "stride": 3, "padding": 1},)
POOL: Layers = ({"op": "max_pool", "name": "pool", "kernel": 3, "stride": 2, "padding": 1},)
CHANNELS: Layers = (
    {**CONV, "name": "first", "out_channels": 2, "weights": {"pattern": "digits"}},
    {**CONV, "name": "second", "kernel": 2, "out_channels": 2, "weights": {"pattern": "digits"}},
)
BRANCHES: Layers = (
    {**CONV, "name": "left", "padding": 1, "weights": {"pattern": "sobel_x"}},
    {**CONV, "name": "right", "padding": 1, "weights": {"pattern": "sobel_y"}, "inputs": ["input"]},
    {"op": "add", "name": "both", "inputs": ["left", "right"]},
)
DEFORMED: Layers = (
    {
        "op": "deform_conv",
        "name": "bent",
        "out_channels": 1,
        "kernel": 3,
        "padding": 1,
        "weights": {"pattern": "digits"},
        "offsets": {"pattern": "random", "seed": 5},
    },
)
PREDICTED: Layers = (
    {
        "op": "deform_conv", "name": "bent", "out_channels": 1, "kernel": 3, "modulated": True,
        "weights": {"pattern": "digits"},
        "offsets": {"predictor": {"weights": {"pattern": "gaussian"}, "bias": [-1.5] * 27}},
    },
)  # fmt: skip
UP = {
    "op": "conv_transpose", "name": "up", "out_channels": 1, "kernel": 3, "bias": False,
    "weights": [[[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]],
}  # fmt: skip
SPREAD: Layers = ({**UP, "stride": 2, "padding": 1},)
EXTRA: Layers = ({**UP, "stride": 2, "padding": 1, "output_padding": 1},)
CUT: Layers = ({**UP, "stride": 2, "padding": 3},)
HOLED: Layers = ({**UP, "dilation": 2, "padding": 1},)


def _stack(name: str, *rates: int, source: str | None = None) -> Layers:
    """3×3 layers of these rates that keep the size, from the input on where that is said."""
    inputs = {"inputs": [source]} if source else {}
    return tuple(
        {
            **CONV,
            "name": f"{name}{at}",
            "dilation": rate,
            "padding": rate,
            **(inputs if at == 1 else {}),
        }
        for at, rate in enumerate(rates, 1)
    )


CAUSAL: Layers = tuple(
    {**CONV, "name": f"d{d}", "kernel": [1, 2], "dilation": [1, d], "padding": {"left": d}}
    for d in (1, 2, 4)
)
STAMP = {
    "op": "conv_transpose", "name": "up", "out_channels": 1, "kernel": 3, "stride": 2,
    "weights": {"pattern": "digits"},
}  # fmt: skip
STAMPED: Layers = (STAMP,)
CROPPED: Layers = (
    {**CONV, "out_channels": 2},
    {**STAMP, "kernel": 4, "padding": 1, "output_padding": 1, "bias": [2]},
)
THERE: Layers = ({**CONV, "stride": 2, "padding": 1, "weights": {"pattern": "digits"}},)
SCATTER, ROUND_TRIP = {"scene": "scatter"}, {"scene": "round_trip"}


@dataclass(frozen=True)
class Golden:
    """A figure of a small document at step t, or of a scene that is made for tests."""

    name: str
    layers: Layers | str
    t: float
    theme: str = "light"
    view: dict[str, Any] = field(default_factory=dict)
    size: int | tuple[int, int] = 6
    width: int = 480
    height: int = 300
    style: dict[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.name}.png"

    def draw(self) -> QImage:
        timeline = (
            scenes.named(self.layers)
            if isinstance(self.layers, str)
            else figures.timeline(*self.layers, size=self.size, **self.view)
        )
        style = Style(THEMES[self.theme], **self.style)
        return export.still(figures.figure(timeline, self.width, self.height, style), self.t)


GOLDEN = (
    Golden("slide", PADDED, 9),
    Golden("slide_dark", PADDED, 9, "dark"),
    Golden("slide_print", PADDED, 9, "print"),
    Golden("slide_between_steps", PADDED, 9.4),
    Golden("slide_chinese", PADDED, 0, style={"language": "zh_CN"}, width=800, height=500),
    Golden("slide_tall", PADDED, 35, "dark", width=320, height=480),
    Golden("slide_dilated", DILATED, 5, size=8),
    Golden("slide_unread", UNREAD, 4, "print", size=8),
    Golden("slide_max_pool", POOL, 4, size=7),
    Golden("slide_channels", CHANNELS, 5, view={"layer": "second"}, width=800, height=500),
    Golden("slide_bare", PADDED, 9, style={"captions": False, "paper": False}),
    Golden("scatter", STAMPED, 4, view=SCATTER, size=3, width=800, height=500),
    Golden("scatter_cropped", CROPPED, 4, "dark", SCATTER, 4, width=800, height=500),
    Golden("scatter_flies", STAMPED, 3.5, "print", SCATTER, 3, width=320, height=480),
    Golden("round_trip", THERE, 3, view=ROUND_TRIP, size=5, width=800, height=500),
    Golden("round_trip_back", STAMPED, 2.8, "dark", ROUND_TRIP, 3, width=480, height=640),
    Golden("maps", BRANCHES, 3, view={"scene": "maps"}, size=12),
    Golden("maps_dark", BRANCHES, 3, "dark", view={"scene": "maps"}, size=12),
    Golden("gridding", _stack("a", 2, 2, 2), 3, view=TRACED, size=13, width=800, height=500),
    Golden("gridding_dark", _stack("a", 1, 2, 3), 3, "dark", TRACED, 13, 800, 500),
    Golden(
        "gridding_compared",
        _stack("a", 2, 2, 2) + _stack("b", 1, 2, 3, source="input"),
        3,
        view={**TRACED, "layer": ["a3", "b3"]},
        size=13,
        width=800,
        height=500,
        style={"language": "zh_CN"},
    ),
    Golden(
        "gridding_at_a_corner",
        _stack("a", 2, 2),
        2,
        "print",
        {**TRACED, "pixel": [1, 1]},
        9,
        480,
        300,
    ),
    Golden("gridding_in_one_row", CAUSAL, 2.8, view=TRACED, size=(1, 12)),
    Golden("field", HOURGLASS, 0, view=PINNED, size=15, width=800, height=500),
    Golden("field_print", HOURGLASS, 0, "print", PINNED, 15, 800, 500),
    Golden("usage", SKIPPING, 0, view={"scene": "usage"}, size=33, width=800, height=500),
    Golden("usage_dark", SKIPPING, 0, "dark", {"scene": "usage"}, 33, 640, 400),
    Golden("counted_gridding", "gridding", 3, width=800, height=500),
    Golden("counted_gridding_print", "gridding", 2.8, "print", width=800, height=500),
    Golden("counted_gridding_400px", "gridding", 3, "dark", width=400, height=430),
    Golden("counted_field", "field", 1, "dark", width=800, height=500),
    Golden("counted_usage", "usage", 0, width=640, height=400),
    Golden("counted_nets", "nets", 0, width=480, height=300),
    Golden("counted_nets_print", "nets", 0, "print", width=480, height=300),
    Golden("stages_plain", (UP,), 12, size=2, width=800, height=500),
    Golden("stages_input", SPREAD, 0, size=2, width=800, height=500),
    Golden("stages_zeros", SPREAD, 1, size=2, width=800, height=500),
    Golden("stages_border", SPREAD, 2, "dark", size=2, width=800, height=500),
    Golden("stages_flip", SPREAD, 3, "print", size=2, width=800, height=500),
    Golden("stages_slide", SPREAD, 8, size=2, width=800, height=500),
    Golden("stages_extra", EXTRA, 19, size=2, width=800, height=500),
    Golden("stages_being_cut", CUT, 1.8, size=3, width=800, height=500),
    Golden("stages_cut", CUT, 4, "dark", size=3, width=800, height=500),
    Golden("stages_dilated", HOLED, 20, "print", size=3, width=800, height=500),
    Golden("stages_tall", EXTRA, 9, size=2, width=320, height=480, style={"language": "zh_CN"}),
    Golden("unfolded_transposed", "transposed", 8, width=800, height=500),
    Golden("unfolded_transposed_print", "transposed", 8, "print", width=800, height=500),
    Golden("unfolded_zeros_open", "transposed", 0.8, "dark", width=800, height=500),
    Golden("unfolded_border", "transposed", 1.6, width=800, height=500),
    Golden("unfolded_kernel_turns", "transposed", 2.45, "dark", width=800, height=500),
    Golden("unfolded_scatter", "scatter", 5, width=800, height=500),
    Golden("unfolded_stamp_flies", "scatter", 4.4, "print", width=800, height=500),
    Golden("unfolded_deformable", "deformable", 4, width=800, height=500),
    Golden("unfolded_deformable_dark", "deformable", 4, "dark", width=800, height=500),
    Golden("unfolded_taps_leave", "deformable", 4.5, "print", width=800, height=500),
    Golden("deformable", DEFORMED, 8, width=800, height=500),
    Golden("deformable_between_steps", DEFORMED, 8.6, "dark", width=800, height=500),
    Golden("deformable_tall", DEFORMED, 0, "print", width=320, height=480),
    Golden(
        "deformable_predicted", PREDICTED, 5, width=1000, height=620, style={"language": "zh_CN"}
    ),
    Golden("unfolded_round_trip", "round_trip", 3, width=800, height=500),
    Golden("unfolded_round_trip_dark", "round_trip", 3, "dark", width=800, height=500),
)


def pixels(image: QImage) -> NDArray[np.uint32]:
    """Red, green, blue and alpha as they are in a file, whatever the picture is held in."""
    return copied(image.convertToFormat(QImage.Format.Format_ARGB32))


def trouble(name: str, actual: QImage, expected: QImage, folder: Path = FAILED) -> str:
    """What differs, where the pictures do; then all that is to be seen of it is in the folder."""
    ours, theirs = pixels(actual), pixels(expected)
    if ours.shape == theirs.shape and (ours == theirs).all():
        return ""
    folder.mkdir(parents=True, exist_ok=True)
    actual.save(str(folder / f"{name}_actual.png"))
    expected.save(str(folder / f"{name}_expected.png"))
    if ours.shape != theirs.shape:
        told = f"it is {ours.shape[::-1]} pixels large, not {theirs.shape[::-1]}"
    else:
        _difference(ours, theirs).save(str(folder / f"{name}_difference.png"))
        told = f"{(ours != theirs).sum()} pixels differ"
    return f"{name}: {told}; see {folder}. If it is meant so: {RENEW}"


def _difference(ours: NDArray[np.uint32], theirs: NDArray[np.uint32]) -> QImage:
    """Red where they differ, on a pale shadow of what is expected."""
    shown = PALE + (theirs >> np.uint32(8) & np.uint32(0xFF)) // np.uint32(4)
    shadow = np.uint32(0xFF000000) | shown << np.uint32(16) | shown << np.uint32(8) | shown
    marked = np.where(ours == theirs, shadow, np.uint32(RED)).astype(np.uint32)
    height, width = marked.shape
    image = QImage(marked.tobytes(), width, height, 4 * width, QImage.Format.Format_RGB32)
    return image.copy()  # the bytes are gone when this returns

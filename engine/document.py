"""What is saved, undone and animated: an input, layers, and what to show of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from engine.fields import Pair
from engine.given import Numbers, Pattern
from engine.layers import MERGES, Layer, with_field

INPUT = "input"
LARGEST_STACK = 512
LARGEST_MAP = 16 * 2**20
SCENES = (
    "slide", "gridding", "field", "usage", "transposed", "scatter", "round_trip", "deformable",
    "maps",
)  # fmt: skip


@dataclass(frozen=True)
class Input:
    """The map that the first layer reads."""

    channels: int = 1
    size: Pair = (9, 9)
    values: Pattern | Numbers = Pattern("digits")


@dataclass(frozen=True)
class View:
    """What to show on opening; None means the usual."""

    scene: str | None = None
    layers: tuple[str, ...] | None = None
    pixel: Pair | None = None
    channel: int | None = None


@dataclass(frozen=True)
class Document:
    """An input and the layers that follow, in an order in which each reads earlier ones."""

    title: str = ""
    notes: str = ""
    input: Input = Input()
    layers: tuple[Layer, ...] = ()
    view: View = View()

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", _plain_inputs(self.layers))

    @property
    def shown_layer(self) -> str:
        """The layer that the view is about, else the last one; empty where there is none."""
        if self.view.layers:
            return self.view.layers[0]
        return self.layers[-1].name if self.layers else ""

    def index(self, name: str) -> int | None:
        """The place of the layer of that name; None where there is none."""
        return next((at for at, layer in enumerate(self.layers) if layer.name == name), None)

    def layer(self, name: str) -> Layer:
        """The layer of that name."""
        at = self.index(name)
        if at is None:
            raise KeyError(name)
        return self.layers[at]

    def inputs(self, at: int) -> tuple[str, ...]:
        """The names of what the layer at that place reads."""
        named = self.layers[at].inputs
        if named is not None:
            return named
        return (self.layers[at - 1].name if at else INPUT,)

    def names(self) -> tuple[str, ...]:
        """The names of all layers, in their order."""
        return tuple(layer.name for layer in self.layers)

    def without_view(self) -> Document:
        """The part that undo and the modified mark look at."""
        return replace(self, view=View())


def _plain_inputs(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """Inputs that only name the layer above are left out, so that equal stacks are equal."""
    plain: list[Layer] = []
    above = INPUT
    for layer in layers:
        plain.append(with_field(layer, "inputs", None) if layer.inputs == (above,) else layer)
        above = layer.name
    return tuple(plain)


def is_merge(layer: Layer) -> bool:
    """Whether the layer reads several maps."""
    return isinstance(layer, MERGES)

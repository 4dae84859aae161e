"""Numbers of the documents whose values are compared: whole ones, or any; and how lists look."""

import random
from collections.abc import Callable
from math import prod
from typing import Any, NamedTuple

from .documents import Layer
from .one_thread import torch

Pair = tuple[int, int]
SIDE_NAMES = ("top", "bottom", "left", "right")


class Numbers:
    """Draws tensors: small whole numbers, of which every sum is exact, or numbers of any kind."""

    def __init__(self, seed: int, *, whole: bool) -> None:
        self.rng = random.Random(seed)
        self.whole = whole

    def tensor(self, *shape: int, scale: float = 2) -> Any:
        drawn = [self._one(scale) for _ in range(prod(shape))]
        return torch.tensor(drawn, dtype=torch.float64).reshape(shape)

    def _one(self, scale: float) -> float:
        return self.rng.randint(-3, 3) if self.whole else self.rng.uniform(-scale, scale)

    def pair(self, low: int, high: int) -> Pair:
        return self.rng.randint(low, high), self.rng.randint(low, high)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share


class Case(NamedTuple):
    """The fields of one layer, and what it makes of a map [1, C, H, W]."""

    fields: Layer
    run: Callable[[Any], Any]


Draw = Callable[[Numbers, Any], Case]


def listed(tensor: Any) -> Any:
    """A tensor as a document writes it: whole numbers without a point."""
    return (tensor.long() if bool((tensor == tensor.round()).all()) else tensor).tolist()


def spelled(numbers: Numbers, pair: Pair) -> Any:
    """Two numbers, or one that means both."""
    return pair[0] if pair[0] == pair[1] and numbers.chance(0.7) else list(pair)


def put(fields: Layer, numbers: Numbers, name: str, pair: Pair, default: int) -> None:
    """Write the field; where it is the default, often leave it out."""
    if pair != (default, default) or numbers.chance(0.2):
        fields[name] = spelled(numbers, pair)


def put_sides(fields: Layer, name: str, sides: tuple[int, ...]) -> None:
    fields[name] = dict(zip(SIDE_NAMES, sides, strict=True))


def put_weights(fields: Layer, numbers: Numbers, name: str, *shape: int) -> Any:
    """A list in the specification's layout, now and then left out: then they are ones."""
    if numbers.chance(0.1):
        return torch.ones(shape, dtype=torch.float64)
    weights = numbers.tensor(*shape)
    fields[name] = listed(weights)
    return weights


def put_bias(fields: Layer, numbers: Numbers, channels: int) -> Any:
    """A list; or true, false and nothing, which all add nothing."""
    kind = numbers.rng.choice(("list", "list", True, False, None))
    if kind == "list":
        bias = numbers.tensor(channels)
        fields["bias"] = listed(bias)
        return bias
    if kind is not None:
        fields["bias"] = kind
    return None

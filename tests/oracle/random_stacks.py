"""Random stacks with branches, grown layer by layer in PyTorch and as a document at once."""

import random
from dataclasses import dataclass, field
from typing import Any

import pytest

from .documents import Document, Layer, document
from .one_thread import torch
from .torch_operations import OPERATIONS, Twin, global_pool, max_pool

F = torch.nn.functional
FlopCounterMode = pytest.importorskip("torch.utils.flop_counter").FlopCounterMode
CELLS = 4_000
CHANNELS = 24


@dataclass
class Stack:
    """The layers so far, what torch makes of them, and which of them nobody can make."""

    rng: random.Random
    channels: int
    size: tuple[int, int]
    layers: list[Layer] = field(default_factory=list)
    maps: dict[str, Any] = field(default_factory=dict)
    pools: dict[str, tuple[Any, Layer]] = field(default_factory=dict)
    facts: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)

    def document(self) -> Document:
        return document(self.layers, self.channels, list(self.size))


def grow(seed: int) -> Stack:
    rng = random.Random(seed)
    channels, size = rng.randint(1, 6), (rng.randint(4, 20), rng.randint(4, 20))
    stack = Stack(rng, channels, size)
    stack.maps["input"] = torch.rand(1, channels, *size, dtype=torch.float64)
    for _ in range(rng.randint(6, 14)):
        rng.choice((add_layer, add_layer, add_layer, add_merge, add_block, add_unpool))(stack)
    if rng.random() < 0.2:
        add_twin(stack, global_pool(rng, None), last_map(stack))
    return stack


def last_map(stack: Stack) -> str:
    return next(reversed(stack.maps))


def choose_map(stack: Stack) -> str:
    """Mostly the newest map, sometimes any earlier one: that is where branches begin."""
    return last_map(stack) if stack.rng.random() < 0.7 else stack.rng.choice(list(stack.maps))


def add_layer(stack: Stack) -> None:
    source = choose_map(stack)
    add_twin(stack, stack.rng.choice(OPERATIONS)(stack.rng, stack.maps[source]), source)


def add_twin(stack: Stack, twin: Twin, source: str) -> str | None:
    """Append one layer; a layer torch refuses stays in the document, with a reader of its own."""
    x = stack.maps[source]
    for module in twin.modules:
        # in single precision another kernel of torch's lets an empty output pass.
        module.double()
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        try:
            y = twin.run(x)
        except (RuntimeError, ValueError):
            append(stack, twin.fields, [source], None, 0, 0)
            return None
    if too_big(y):
        return None
    params = sum(weight.numel() for module in twin.modules for weight in module.parameters())
    name = append(stack, twin.fields, [source], y, params, counter.get_total_flops() // 2)
    if twin.fields["op"] == "max_pool" and twin.fields.get("dilation", 1) == 1:
        stack.pools[name] = (x, twin.fields)
    return name


def too_big(y: Any) -> bool:
    return bool(y.numel() > CELLS or y.shape[1] > CHANNELS)


def append(stack: Stack, fields: Layer, inputs: list[str], y: Any, params: int, macs: int) -> str:
    name = f"{fields['op']}_{len(stack.layers)}"
    previous = stack.layers[-1]["name"] if stack.layers else "input"
    layer = {"name": name, **fields}
    if inputs != [previous] or stack.rng.random() < 0.2:
        layer["inputs"] = inputs
    stack.layers.append(layer)
    if y is None:
        stack.refused.append(name)
        orphan = {"name": f"orphan_{name}", "op": "activation"}
        stack.layers.append(orphan)
        stack.orphans.append(orphan["name"])
        return name
    stack.maps[name] = y
    shape = list(y.shape[1:])
    fact = {"name": name, "op": fields["op"], "inputs": inputs, "shape": shape}
    stack.facts.append(fact | {"params": params, "macs": macs})
    return name


def add_merge(stack: Stack) -> None:
    first, second = stack.rng.choice(list(stack.maps)), stack.rng.choice(list(stack.maps))
    merge(stack, stack.rng.choice(("add", "concat", "difference")), first, second)


def merge(stack: Stack, op: str, first: str, second: str) -> None:
    a, b = stack.maps[first], stack.maps[second]
    # torch would broadcast sides and channels of 1; the specification wants equal shapes.
    fits = a.shape[2:] == b.shape[2:] if op == "concat" else a.shape == b.shape
    y = None
    if fits:
        y = {"add": a + b, "difference": abs(a - b)}[op] if op != "concat" else torch.cat((a, b), 1)
        if too_big(y):
            return
    append(stack, {"op": op}, [first, second], y, 0, 0)


def add_block(stack: Stack) -> None:
    """Two branches of one map that keep its shape, merged again."""
    rng, source = stack.rng, choose_map(stack)
    ends = [source, source]
    for index in (0, 1):
        for _ in range(rng.randint(0, 2)):
            ends[index] = keep_shape(stack, ends[index])
    merge(stack, rng.choice(("add", "concat", "difference")), *ends)


def keep_shape(stack: Stack, source: str) -> str:
    channels, dilation = stack.maps[source].shape[1], stack.rng.randint(1, 3)
    module = torch.nn.Conv2d(channels, channels, 3, padding=dilation, dilation=dilation)
    fields = {"op": "conv", "out_channels": channels, "kernel": 3, "padding": dilation}
    name = add_twin(stack, Twin(fields | {"dilation": dilation}, (module,), module), source)
    assert name is not None
    return name


def add_unpool(stack: Stack) -> None:
    """Undo an earlier pool, from any map of that pool's output shape; without one, add it."""
    if not stack.pools:
        source = choose_map(stack)
        add_twin(stack, max_pool(stack.rng, stack.maps[source]), source)
        return
    pool = stack.rng.choice(list(stack.pools))
    entering, fields = stack.pools[pool]
    shape = stack.maps[pool].shape
    source = stack.rng.choice([name for name, y in stack.maps.items() if y.shape == shape])
    kernel, stride, padding = (fields.get(name, 0) for name in ("kernel", "stride", "padding"))
    _, indices = F.max_pool2d(
        entering, kernel, stride, padding, ceil_mode=fields["ceil_mode"], return_indices=True
    )
    y = F.max_unpool2d(
        stack.maps[source], indices, kernel, stride, padding, list(entering.shape[2:])
    )
    append(stack, {"op": "max_unpool", "of": pool}, [source], y, 0, 0)

"""Refusals of pools and of what undoes them: too much padding, windows of padding, sizes."""

from __future__ import annotations

from collections.abc import Iterator

from engine import arithmetic, sizes
from engine.fields import Pair
from engine.layers import Layer, MaxPool, MaxUnpool, Pool, with_field
from engine.problems import Problem
from engine.remedies import AXIS_NAMES, setting
from engine.sizes import AXES, Sources
from engine.words import text


def pool_padding(layer: Pool, _: Sources) -> Iterator[Problem]:
    """More than half a kernel of padding would let windows miss the input."""
    axis = next((a for a in AXES if layer.padding[a] > layer.kernel[a] // 2), None)
    if axis is None:
        return
    most = tuple(min(layer.padding[a], layer.kernel[a] // 2) for a in AXES)
    k = layer.kernel[axis]
    reason = text(
        "padding {padding} exceeds half the kernel ({kernel} // 2 = {half})",
        padding=layer.padding[axis],
        kernel=k,
        half=k // 2,
    )
    dilated = max(sizes.pool_dilation(layer)) > 1
    sentence = text("{reason}; dilation does not raise this limit.", reason=reason)
    yield Problem(
        layer.name,
        "padding",
        "pool_padding_too_large",
        sentence if dilated else text("{reason}.", reason=reason),
        value=layer.padding,
        limit=k // 2,
        fixes=(setting(layer, "padding", most),),
    )


def window_of_padding(layer: MaxPool, sources: Sources) -> Iterator[Problem]:
    """The largest of no cells is no number."""
    out = sizes.out_size(layer, sources.size)
    for a in AXES:
        numbers = (layer.kernel[a], layer.stride[a], layer.dilation[a], layer.padding[a])
        if not arithmetic.some_window_is_padding_only(sources.size[a], *numbers, out[a]):
            continue
        works = tuple(min(layer.dilation[b], max(sources.size[b], 1)) for b in AXES)
        sentence = text(
            "with dilation {dilation} a window would hold padding only: the input has {n} {axis}. "
            "Lower dilation to {works}.",
            dilation=layer.dilation[a],
            n=sources.size[a],
            axis=AXIS_NAMES[a],
            works=works[a],
        )
        yield Problem(
            layer.name,
            "dilation",
            "window_all_padding",
            sentence,
            value=layer.dilation,
            limit=works[a],
            fixes=(setting(layer, "dilation", works),),
        )
        return


def unpool_source(layer: MaxUnpool, sources: Sources) -> Iterator[Problem]:
    """An unpool needs to know the pool that it undoes, from one place."""
    own = layer.kernel or layer.indices or layer.stride or layer.padding != (0, 0)
    if layer.of is None and layer.kernel is None:
        sentence = text("unpool needs the max pool that it undoes, or a kernel.")
        yield Problem(layer.name, "kernel", "missing_field", sentence)
    elif layer.of is not None and own:
        sentence = text(
            'unpool takes its kernel, stride, padding and indices from "{of}"; leave them out.',
            of=layer.of,
        )
        yield Problem(layer.name, "of", "bad_value", sentence, value=layer.of)
    elif sources.pool is not None and sources.pool_shape is not None:
        kept = (sources.pool_shape[0], *sizes.out_size(sources.pool, sources.pool_shape[1:]))
        if kept != sources.first:
            yield _other_shape(layer, sources, kept)


def _other_shape(layer: MaxUnpool, sources: Sources, kept: tuple[int, ...]) -> Problem:
    sentence = text(
        'unpool puts back {shape}, but "{of}" kept the places of {kept}.',
        shape="×".join(map(str, sources.first)),
        of=layer.of,
        kept="×".join(map(str, kept)),
    )
    return Problem(layer.name, "of", "shapes_differ", sentence, value=sources.first, limit=kept)


def unpool_size(layer: MaxUnpool, sources: Sources) -> Iterator[Problem]:
    """The size may differ from the usual one by what a stride leaves open."""
    whole = sizes.pool_of(layer, sources)
    if whole.kernel is None or whole.stride is None:
        return
    usual = sizes.unpool_default(whole, sources.size)
    size = whole.output_size or usual
    for a in AXES:
        if layer.output_size is not None and abs(size[a] - usual[a]) >= whole.stride[a]:
            yield _unlike_size(layer, whole, size, usual, a)
            return
        if size[a] < 1:
            yield _unpooled_to_nothing(layer, whole, sources.size, a)
            return


def _unlike_size(layer: Layer, whole: MaxUnpool, size: Pair, usual: Pair, axis: int) -> Problem:
    assert whole.stride is not None
    slack = [stride - 1 for stride in whole.stride]
    works = tuple(max(min(size[b], usual[b] + slack[b]), usual[b] - slack[b], 1) for b in AXES)
    sentence = text(
        "output size {size} is not within {slack} of the usual {usual} {axis}; use {works}.",
        size=size[axis],
        slack=slack[axis],
        usual=usual[axis],
        axis=AXIS_NAMES[axis],
        works=works[axis],
    )
    reachable = all(usual[b] + slack[b] >= 1 for b in AXES)
    fixes = (setting(layer, "output_size", works),) if reachable else ()
    return Problem(
        layer.name, "output_size", "unpool_size", sentence, value=size, limit=works, fixes=fixes
    )


def _unpooled_to_nothing(layer: Layer, whole: MaxUnpool, size: Pair, axis: int) -> Problem:
    bare = sizes.unpool_default(_with_padding(whole, (0, 0)), size)
    works = tuple(min(whole.padding[b], (bare[b] - 1) // 2) for b in AXES)
    sentence = text(
        "the output would have {out} {axis}. Lower padding to at most {works}.",
        out=bare[axis] - 2 * whole.padding[axis],
        axis=AXIS_NAMES[axis],
        works=works[axis],
    )
    fixes = (setting(layer, "padding", works),)
    return Problem(
        layer.name, "padding", "empty_output", sentence, value=whole.padding, fixes=fixes
    )


def _with_padding(layer: MaxUnpool, padding: Pair) -> MaxUnpool:
    changed = with_field(layer, "padding", padding)
    assert isinstance(changed, MaxUnpool)
    return changed

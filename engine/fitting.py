"""Refusals of what slides, stamps or is put back: kernels, paddings, sizes that do not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from engine import arithmetic, labels, remedies, sizes
from engine.fields import Pair, Sides
from engine.layers import (
    AvgPool,
    Conv,
    Convolution,
    ConvTranspose,
    DepthwiseConv,
    MaxPool,
    Pad,
    Pool,
    SeparableConv,
    with_field,
)
from engine.problems import INPUT_SIZE, Fix, Problem
from engine.remedies import AXIS_NAMES, setting
from engine.sizes import AXES, Sources
from engine.words import Text, text

# What is offered beyond the best remedies only hides them.
MOST_REMEDIES = 2


class Surroundings(NamedTuple):
    """The size of the stack's input, and the least with which all of the stack is possible."""

    size: Pair
    larger: Pair | None


def kernel(
    layer: Convolution | Pool, sources: Sources, around: Surroundings | None = None
) -> Iterator[Problem]:
    """A window must fit into the padded input; more would do where the stack is known."""
    out = sizes.out_size(layer, sources.size)
    axis = next((a for a in AXES if out[a] < 1), None)
    if axis is None:
        return
    fixes = tuple(_ways_out(layer, sources.size, around))[:MOST_REMEDIES]
    limit = sources.size[axis] + sum(sizes.padding_ends(layer, sources.size)[axis])
    reason = _reason(layer, sources.size, axis)
    yield Problem(
        layer.name,
        "kernel",
        "kernel_too_large",
        text("{reason} {remedy}", reason=reason, remedy=_remedy(layer, fixes, around)),
        value=layer.kernel,
        limit=limit,
        fixes=fixes,
    )


def padding_width(
    layer: Conv | DepthwiseConv | SeparableConv | Pad, sources: Sources
) -> Iterator[Problem]:
    """A padding that mirrors or wraps needs enough cells to take from."""
    field, mode = (
        ("mode", layer.mode) if isinstance(layer, Pad) else ("padding_mode", layer.padding_mode)
    )
    ends = sizes.padding_ends(layer, sources.size)
    padding = Sides(*ends[0], *ends[1])
    axis = remedies.too_wide(padding, mode, sources.size)
    if axis is None:
        return
    n = sources.size[axis]
    fixes = (*_narrower(layer, padding, mode, sources.size), setting(layer, field, "replicate"))
    needs = max(ends[axis]) + (1 if mode == "reflect" else 0)
    reason = text(
        "{mode} padding {padding} needs at least {needs} {axis}, the input has {n};",
        mode=mode,
        padding=max(ends[axis]),
        needs=needs,
        axis=AXIS_NAMES[axis],
        n=n,
    )
    yield Problem(
        layer.name,
        "padding",
        f"{mode}_too_wide",
        text("{reason} {remedy}", reason=reason, remedy=_narrowing(fixes)),
        value=max(ends[axis]),
        limit=remedies.widest(mode, n),
        fixes=fixes,
    )


def _narrower(
    layer: Conv | DepthwiseConv | SeparableConv | Pad, padding: Sides, mode: str, size: Pair
) -> Iterator[Fix]:
    if layer.padding == "same":
        return
    widest = [remedies.widest(mode, n) or 0 for n in size]
    most = Sides(
        min(padding.top, widest[0]),
        min(padding.bottom, widest[0]),
        min(padding.left, widest[1]),
        min(padding.right, widest[1]),
    )
    narrow = with_field(layer, "padding", most)
    if isinstance(narrow, Pad) or min(sizes.out_size(narrow, size)) >= 1:
        yield setting(layer, "padding", most)


def _narrowing(fixes: tuple[Fix, ...]) -> Text:
    if len(fixes) == 1:
        return text('use mode "replicate".')
    return text(
        'use at most {padding} or mode "replicate".', padding=remedies.shown(fixes[0].value)
    )


def output_padding(layer: ConvTranspose, _: Sources) -> Iterator[Problem]:
    """It picks among the sizes that share one forward size, and there are no more of them."""
    limits = [max(layer.stride[a], layer.dilation[a]) for a in AXES]
    axis = next((a for a in AXES if layer.output_padding[a] >= limits[a]), None)
    if axis is None:
        return
    works = tuple(min(layer.output_padding[a], limits[a] - 1) for a in AXES)
    sentence = text(
        "output padding {value} must be below max(stride {stride}, dilation {dilation}) = {limit}.",
        value=layer.output_padding[axis],
        stride=layer.stride[axis],
        dilation=layer.dilation[axis],
        limit=limits[axis],
    )
    yield Problem(
        layer.name,
        "output_padding",
        "output_padding_too_large",
        sentence,
        value=layer.output_padding,
        limit=limits[axis] - 1,
        fixes=(setting(layer, "output_padding", works),),
    )


def stamps(layer: ConvTranspose, sources: Sources) -> Iterator[Problem]:
    """Padding crops a transposed convolution; something must be left."""
    out = sizes.out_size(layer, sources.size)
    axis = next((a for a in AXES if out[a] < 1), None)
    if axis is None:
        return
    most = remedies.lower_padding(layer, sources.size)
    fix = setting(layer, "padding", most)
    sentence = text(
        "the output would have {out} {axis}: ({n}-1)·{stride} - {padding} + {kernel} + {extra}. "
        "Lower padding to at most {most}.",
        out=out[axis],
        axis=AXIS_NAMES[axis],
        n=sources.size[axis],
        stride=layer.stride[axis],
        padding=_total(sizes.padding_ends(layer, sources.size)[axis]),
        kernel=arithmetic.effective_kernel(layer.kernel[axis], layer.dilation[axis]),
        extra=layer.output_padding[axis],
        most=remedies.shown(fix.value),
    )
    yield Problem(
        layer.name,
        "padding",
        "empty_output",
        sentence,
        value=layer.padding,
        limit=most,
        fixes=(fix,),
    )


def _reason(layer: Convolution | Pool, size: Pair, axis: int) -> Text:
    before, after = sizes.padding_ends(layer, size)[axis]
    dilation = 1 if isinstance(layer, AvgPool) else layer.dilation[axis]
    values = {
        "window": _window(layer),
        "kernel": layer.kernel[axis],
        "dilation": dilation,
        "covers": arithmetic.effective_kernel(layer.kernel[axis], dilation),
        "axis": AXIS_NAMES[axis],
    }
    if dilation == 1:
        covers = text("{window} {kernel} covers {covers} {axis}", **values)
    else:
        covers = text("{window} {kernel} with dilation {dilation} covers {covers} {axis}", **values)
    if not before + after:
        return text("{covers}, the input has {n}.", covers=covers, n=size[axis])
    return text(
        "{covers}, the padded input has {n} ({n_input} + {before} + {after}).",
        covers=covers,
        n=size[axis] + before + after,
        n_input=size[axis],
        before=before,
        after=after,
    )


def _window(layer: Convolution | Pool) -> Text:
    """What slides is a kernel in convolutions, and a window in languages that tell them apart."""
    return text("window") if isinstance(layer, (MaxPool, AvgPool)) else text("kernel")


def _ways_out(layer: Convolution | Pool, size: Pair, around: Surroundings | None) -> Iterator[Fix]:
    """What a person would do: keep the size, start from more, and only then read less."""
    padding = remedies.raise_padding(layer, size, around.size if around else None)
    if padding is not None:
        yield setting(layer, "padding", padding)
    if around is not None and around.larger is not None:
        yield remedies.enlarging(around.larger)
    dilation = None if isinstance(layer, AvgPool) else remedies.lower_dilation(layer, size)
    if dilation is not None:
        yield setting(layer, "dilation", dilation)
    else:
        smaller = remedies.lower_kernel(layer, size)
        if smaller is not None:
            yield setting(layer, "kernel", smaller)


def _remedy(layer: Convolution | Pool, fixes: tuple[Fix, ...], around: Surroundings | None) -> Text:
    """The same in words."""
    said: dict[str, object] = {}
    for fix in fixes:
        if fix.field == "padding":
            said["padding"] = remedies.shown(fix.value)
        elif fix.field == INPUT_SIZE and around is not None and around.larger is not None:
            said["size"] = remedies.times(around.larger)
        else:
            named = _window(layer) if fix.field == "kernel" else labels.field(fix.field)
            said |= {"field": named, "value": remedies.shown(fix.value)}
    return _REMEDIES["padding" in said, "size" in said, "field" in said](said)


_REMEDIES: dict[tuple[bool, bool, bool], Callable[[dict[str, object]], Text]] = {
    (True, True, False): lambda said: text(
        "Raise padding to {padding} or enlarge the input to {size}.", **said
    ),
    (True, False, True): lambda said: text(
        "Raise padding to {padding} or lower {field} to {value}.", **said
    ),
    (False, True, True): lambda said: text(
        "Enlarge the input to {size} or lower {field} to {value}.", **said
    ),
    (True, False, False): lambda said: text("Raise padding to {padding}.", **said),
    (False, True, False): lambda said: text("Enlarge the input to {size}.", **said),
    (False, False, True): lambda said: text("Lower {field} to {value}.", **said),
    (False, False, False): lambda _: text("Lower padding, dilation and kernel together."),
}


def _total(ends: tuple[int, int]) -> str:
    return f"2·{ends[0]}" if ends[0] == ends[1] else f"({ends[0]}+{ends[1]})"

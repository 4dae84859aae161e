"""Several stacks traced back, one below the other: what each pixel reads, on one ramp."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from engine import growing, number_text, words
from engine.arrangement import Arrangement, Slot, Table
from engine.frame import Caption, Headline, Key, Part, Size, Tone
from engine.roles import Role
from engine.scenes import back_in_steps, gridding_words, lined_up, path_ramp
from engine.scenes.back_in_steps import Story
from engine.scenes.path_maps import Look
from engine.timeline import Timeline
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.arrangement import Node
    from engine.scenes.back_in_steps import Shown
    from engine.scenes.traces import Trace
    from engine.words import Text

    Words = Text | str

MOST_ROWS = 4
NAME = "stack"


def build(traces: Sequence[Trace]) -> Timeline:
    """A row of maps for each; those with fewer layers are there sooner."""
    shown = traces[:MOST_ROWS]
    every = [one for trace in shown for one in trace.maps.values()]
    ramp = path_ramp.of(every)
    look = Look(Role.INPUT, ramp=ramp)
    stands = iter(lined_up.stands(traces[0].report, every))
    rows = [
        [
            back_in_steps.map_shown(
                trace, one.name, next(stands), look, gridding_words.short_heading(trace, one)
            )
            for one in trace.maps.values()
        ]
        for trace in shown
    ]
    captions = [_caption(trace) for trace in shown]
    story = Story(
        max(len(trace.order) for trace in shown),
        tuple(chain.from_iterable(rows)),
        tuple(gap for trace in shown for gap in trace.gaps()),
        tuple(captions),
        _headline(shown),
        gridding_words.legend(ramp, (one.read for one in chain.from_iterable(rows))),
    )
    lines = [
        [Slot(caption), *_nodes(trace, row)]
        for trace, row, caption in zip(shown, rows, captions, strict=True)
    ]
    arrangement = Arrangement(_table(lines), story.headline, story.legend)
    return Timeline(
        story.length, arrangement, story.step, growing.layer, growing.LAYER_MS, opens_complete=True
    )


def _nodes(trace: Trace, row: Sequence[Shown]) -> Iterator[Node]:
    nodes: list[tuple[int, Node]] = [(one.step, one.stand.item(one.read)) for one in row]
    nodes += [(gap.steps[0], Slot(gap.caption(len(gap.steps)))) for gap in trace.gaps()]
    return (node for _, node in sorted(nodes, key=lambda one: one[0]))


def _table(lines: Sequence[Sequence[Node]]) -> Table:
    """The chosen pixels below each other, and the inputs."""
    widest = max(map(len, lines))
    return Table(
        tuple((*line[:-1], *(None for _ in range(widest - len(line))), line[-1]) for line in lines)
    )


def _headline(traces: Sequence[Trace]) -> Headline:
    told: Words = ""
    for trace in traces:
        said = _finding(trace)
        told = text("{first}; {second}", first=told, second=said) if told else said
    return Headline(told, text("{compared}; the colour counts paths", compared=_compared(traces)))


def _finding(trace: Trace) -> Words:
    """How much of its field one of the stacks uses."""
    one, name = trace.source, _called(trace)
    if one.patch is None or one.inner is None:
        return text("{stack}: {finding}", stack=name, finding=gridding_words.finding(one))
    if one.is_full:
        return text("{stack} uses all {count}", stack=name, count=number_text.number(one.used))
    return text(
        "{stack} uses {used} of {count} pixels",
        stack=name,
        used=number_text.number(one.used),
        count=number_text.number(one.inner.area),
    )


def _called(trace: Trace) -> Words:
    """The rates of the stack, where they tell it from the others; else its last layer."""
    rates = gridding_words.dilations(trace.layers)
    return rates or words.one_line(trace.name)


def _compared(traces: Sequence[Trace]) -> Text:
    """What the stacks have in common."""
    fields = {one.inner.size for one in (trace.source for trace in traces) if one.inner is not None}
    kernels = {tuple(getattr(layer, "kernel", None) for layer in trace.layers) for trace in traces}
    if len(fields) == len(kernels) == 1:
        return text("same kernels, same field")
    if len(kernels) == 1:
        return text("same kernels")
    return text("same field") if len(fields) == 1 else text("what one pixel of each reads")


def _caption(trace: Trace) -> Caption:
    """The stack, and how much of its field it uses, to the left of its maps."""
    rates = gridding_words.dilations(trace.layers)
    one = trace.source
    used: Words = gridding_words.finding(one)
    kind: Words = ""
    if one.patch is not None and one.inner is not None:
        kind = text("all used") if one.is_full else text("used")
        used = text(
            "{used} of {count}",
            used=number_text.number(one.used),
            count=number_text.number(one.inner.area),
        )
    return Caption(
        Key(trace.name, NAME, part=trace.part),
        (
            (Part(_called(trace), strong=True, size=Size.RESULT),),
            (_soft(text("dilation") if rates else gridding_words.described(trace.layers)),),
            (Part(used, strong=True),),
            (_soft(kind),),
        ),
    )


def _soft(said: Words) -> Part:
    return Part(said, Tone.SOFT, size=Size.SECOND)

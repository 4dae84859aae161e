"""The operations as a person chooses them: in groups, found by our names, torch's and others'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine import labels, layers, refusals, synonyms, words
from engine.problems import Refused
from engine.words import Text, text


@dataclass(frozen=True)
class Choice:
    """One operation in the list: what it is called there, in torch, and what it does."""

    op: str
    torch: tuple[str, ...]
    does: Text
    label: Text | None = None
    short: Text | None = None

    @property
    def word(self) -> Text:
        """What it is called in the list."""
        return self.label or labels.OPERATIONS[self.op]

    @property
    def short_word(self) -> Text:
        """What it is called in the table."""
        return self.short or self.word


@dataclass(frozen=True)
class Group:
    """Operations that do something of one kind."""

    word: Text
    choices: tuple[Choice, ...]


GROUPS = (
    Group(
        text("Convolution"),
        (
            Choice("conv", ("Conv2d",), text("weights slide over the input")),
            Choice("depthwise_conv", (), text("one filter for each channel"), text("depthwise")),
            Choice("separable_conv", (), text("depthwise, then 1×1"), text("separable")),
            Choice(
                "conv_transpose",
                ("ConvTranspose2d",),
                text("spreads each pixel, enlarges"),
                short=text("transposed"),
            ),
            Choice(
                "deform_conv",
                ("DeformConv2d",),
                text("taps move where offsets say"),
                text("deformable"),
            ),
        ),
    ),
    Group(
        text("Pooling"),
        (
            Choice("max_pool", ("MaxPool2d",), text("largest value in the window")),
            Choice("avg_pool", ("AvgPool2d",), text("mean of the window")),
            Choice("max_unpool", ("MaxUnpool2d",), text("puts maxima back")),
            Choice(
                "adaptive_avg_pool", ("AdaptiveAvgPool2d",), text("means, any size to a fixed size")
            ),
            Choice(
                "adaptive_max_pool",
                ("AdaptiveMaxPool2d",),
                text("maxima, any size to a fixed size"),
            ),
            Choice("global_avg_pool", ("GlobalAvgPool2d",), text("mean of the whole map")),
            Choice("global_max_pool", ("GlobalMaxPool2d",), text("largest value of the whole map")),
        ),
    ),
    Group(
        text("Size"),
        (
            Choice("upsample", ("Upsample",), text("nearest or bilinear")),
            Choice("pad", ("ZeroPad2d", "ReflectionPad2d"), text("adds a border")),
            Choice("crop", (), text("removes a border")),
            Choice("pixel_shuffle", ("PixelShuffle",), text("channels become pixels")),
            Choice("pixel_unshuffle", ("PixelUnshuffle",), text("pixels become channels")),
        ),
    ),
    Group(
        text("Merging"),
        (
            Choice("add", (), text("sums branches")),
            Choice("concat", ("cat",), text("stacks channels")),
            Choice("difference", (), text("how far two branches are apart")),
        ),
    ),
    Group(
        text("Each cell alone"),
        (
            Choice("batch_norm", ("BatchNorm2d",), text("scales each channel")),
            Choice("activation", ("ReLU", "Sigmoid", "Tanh"), text("a function of each cell")),
        ),
    ),
)
CHOICES = {choice.op: choice for group in GROUPS for choice in group.choices}


def word(op: str) -> Text:
    """What the operation is called in the table."""
    return CHOICES[op].short_word


def matching(typed: str) -> Iterator[tuple[Group, tuple[Choice, ...]]]:
    """The groups with what fits the letters typed; all of them where there are none."""
    wanted = _plain(typed)
    for group in GROUPS:
        found = tuple(one for one in group.choices if any(wanted in name for name in _names(one)))
        if found:
            yield group, found


def named(typed: str) -> str:
    """The operation that goes by that name in any language or framework; refused where none."""
    wanted = _plain(typed)
    for choice in CHOICES.values():
        if wanted and wanted in _names(choice):
            return choice.op
    meant = synonyms.OPERATIONS.get(wanted)
    if meant is not None:
        return meant
    found = [choice for _, choices in matching(typed) for choice in choices] if wanted else []
    if len(found) == 1:
        return found[0].op
    raise unknown(typed)


def unknown(typed: str) -> Refused:
    """The refusal of a word that names no operation."""
    meant = synonyms.OPERATIONS.get(_plain(typed))
    return refusals.one_of("op", typed, layers.OPERATIONS, "unknown_op", meant)


def _names(choice: Choice) -> Iterator[str]:
    yield _plain(choice.op)
    for name in choice.torch:
        yield _plain(name)
    for label in (choice.word, choice.short_word, labels.OPERATIONS[choice.op]):
        for language in words.LANGUAGES:
            yield _plain(words.say(label, language))


def _plain(name: str) -> str:
    """The name without what nobody types alike: case, spaces, strokes, `nn.`."""
    low = name.strip().lower().removeprefix("torch.").removeprefix("nn.")
    return "".join(mark for mark in low if mark not in " _-")

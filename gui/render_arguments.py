"""What `convscope render` is asked for: read, held within bounds, and refused in a sentence."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from engine import words
from engine.document import View
from engine.fields import Pair
from engine.words import LANGUAGES, Text, text
from gui.arguments import Parser
from gui.render.pacing import Pace
from gui.render.theme import THEMES
from gui.terminal import say

LEAST_SIDE, LARGEST_SIDE = 64, 8192
LEAST_RATE, LARGEST_RATE = 0.1, 50.0  # viewers slow down what is quicker
LEAST_HOLD, LONGEST_HOLD = 0.1, 600.0
LARGEST_DPI = 9600
LARGEST_NUMBER = 10**9 - 1

_STEPS = re.compile(r"([0-9]{1,9})\.\.([0-9]{1,9})")
_PIXEL = re.compile(r"(-?[0-9]{1,9}),(-?[0-9]{1,9})")


class Form(Enum):
    """What OUT becomes, by its ending."""

    PICTURE = ".png"
    DRAWING = ".svg"
    PAGE = ".pdf"
    FILM = ".gif"
    FOLDER = "/"

    @property
    def is_still(self) -> bool:
        return self in (Form.PICTURE, *SHAPES)


# What holds shapes and no pixels.
SHAPES = (Form.DRAWING, Form.PAGE)
_MOVING = ("fps", "glide", "hold")

# What says nothing of each, so that it is refused rather than left unheard.
_IDLE = {
    Form.PICTURE: ("outlines", *_MOVING),
    Form.DRAWING: _MOVING,
    Form.PAGE: _MOVING,
    Form.FILM: ("outlines", "strip", "dpi", "transparent"),
    Form.FOLDER: ("outlines", "strip"),
}


class Misused(Exception):
    """A command line that cannot be meant; it carries the sentence that says why."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(words.say(sentence))
        self.sentence = sentence


@dataclass(frozen=True)
class Asked:
    """What to draw, how large, how, and where it goes; None means the usual."""

    file: str
    out: str
    form: Form
    view: View
    steps: Pair | None
    strip: bool
    width: int | None
    height: int | None
    dpi: int | None
    theme: str
    transparent: bool
    outlines: bool
    captions: bool
    pace: Pace
    language: str

    def shown(self, view: View) -> View:
        """The document's own view with what was asked for put over it."""
        given = {name: value for name, value in vars(self.view).items() if value is not None}
        return replace(view, **given)


def read(arguments: list[str]) -> Asked:
    """What the arguments ask for."""
    found = _parser().parse_args(arguments)
    form = _form(found.out)
    _hold_together(found, form)
    seconds = found.hold
    return Asked(
        file=found.file,
        out=found.out,
        form=form,
        view=View(found.scene, found.layer and (found.layer,), found.pixel, found.channel),
        steps=found.steps if found.step is None else (found.step, found.step),
        strip=found.strip or (form.is_still and found.steps is not None),
        width=found.width,
        height=found.height,
        dpi=found.dpi,
        theme=found.theme,
        transparent=found.transparent,
        outlines=found.outlines,
        captions=not found.no_captions,
        pace=Pace(found.glide, found.fps, None if seconds is None else 1000 * seconds),
        language=found.lang or words.language_of(os.environ),
    )


def _form(out: str) -> Form:
    if out.endswith(("/", os.sep)):
        return Form.FOLDER
    ending = Path(out).suffix.lower()
    if ending in (form.value for form in Form if form is not Form.FOLDER):
        return Form(ending)
    if not ending:
        raise Misused(
            text(
                "OUT needs an ending: .png, .svg, .pdf or .gif, or / for a folder of numbered "
                "pictures."
            )
        )
    raise Misused(
        text(
            "nothing here writes {ending}; OUT may end with .png, .svg, .pdf, .gif, or / for a "
            "folder of numbered pictures.",
            ending=ending,
        )
    )


def _hold_together(found: argparse.Namespace, form: Form) -> None:
    """Refuses options that say nothing of what is made, or that contradict each other."""
    for option, other in (("step", "steps"), ("step", "strip")):
        if _given(found, option) and _given(found, other):
            raise _apart(option, _spelled(other))
    for option in _IDLE[form]:
        if _given(found, option):
            raise _apart(option, "OUT/" if form is Form.FOLDER else form.value)
    for option in ("fps", "hold"):
        if form is Form.FOLDER and _given(found, option) and not found.glide:
            raise Misused(
                text(
                    "{option} goes with {other} where OUT is a folder.",
                    option=_spelled(option),
                    other="--glide",
                )
            )


def _given(found: argparse.Namespace, option: str) -> bool:
    value = getattr(found, option)
    return value is not None and value is not False


def _apart(option: str, other: str) -> Misused:
    return Misused(text("{option} does not go with {other}.", option=_spelled(option), other=other))


def _spelled(option: str) -> str:
    return "--" + option.replace("_", "-")


def _parser() -> Parser:
    parser = Parser("convscope render", text("Figures and films of a document, without a window."))
    arguments, options = parser.arguments, parser.options
    arguments.add_argument(
        "file", metavar="FILE", help=say(text("a document; - reads it from standard input"))
    )
    options.add_argument(
        "-o",
        dest="out",
        metavar="OUT",
        required=True,
        help=say(
            text(".png, .svg or .pdf a picture, .gif a film, / at its end a folder of pictures")
        ),
    )
    _add_view(parser)
    _add_steps(parser)
    _add_look(parser)
    _add_pace(parser)
    # No picture holds its document yet, so whoever wants none in it has what was asked for.
    options.add_argument("--no-embed", action="store_true", help=argparse.SUPPRESS)
    return parser


def _add_view(parser: Parser) -> None:
    add = parser.options.add_argument
    add("--scene", metavar="S", help=say(text("what is shown, instead of the view's scene")))
    add("--layer", metavar="L", help=say(text("the layer that is shown")))
    add("--pixel", metavar="Y,X", type=_pixel, help=say(text("the pixel: its row, its column")))
    whole = _whole("--channel", -LARGEST_NUMBER, LARGEST_NUMBER)
    add("--channel", metavar="C", type=whole, help=say(text("the channel, counted from 0")))


def _add_steps(parser: Parser) -> None:
    add = parser.options.add_argument
    told = text("a picture of this step, counted from 0, instead of the last")
    add("--step", metavar="N", type=_whole("--step", 0, LARGEST_NUMBER), help=say(told))
    add("--steps", metavar="A..B", type=_steps, help=say(text("from this step to that one")))
    parser.flag("--strip", text("a picture of several steps side by side"))


def _add_look(parser: Parser) -> None:
    add = parser.options.add_argument
    for option, told in (
        ("--width", text("how wide, in pixels; 1600, or what the height asks for")),
        ("--height", text("how high, in pixels; what the width asks for")),
    ):
        side = _whole(option, LEAST_SIDE, LARGEST_SIDE)
        add(option, metavar="PX", type=side, help=say(told))
    density = _whole("--dpi", 1, LARGEST_DPI)
    told = text("pixels an inch, written into a still; 96 in a .pdf")
    add("--dpi", metavar="N", type=density, help=say(told))
    theme = _one_of("--theme", THEMES)
    names = "|".join(THEMES)
    add("--theme", metavar=names, type=theme, default="light", help=say(text("the colours")))
    parser.flag("--transparent", text("no paper behind the figure"))
    parser.flag("--outlines", text("letters of a .svg or .pdf as shapes, not as text"))
    parser.flag("--no-captions", text("the maps alone, without words around them"))
    language, names = _one_of("--lang", LANGUAGES), "|".join(LANGUAGES)
    add("--lang", metavar=names, type=language, help=say(text("the language of the figure")))


def _add_pace(parser: Parser) -> None:
    add = parser.options.add_argument
    kind = _number("--fps", LEAST_RATE, LARGEST_RATE)
    told = text("steps a second; with --glide, frames a second")
    add("--fps", metavar="F", type=kind, help=say(told))
    parser.flag("--glide", text("what lies between the steps as well"))
    kind = _number("--hold", LEAST_HOLD, LONGEST_HOLD)
    add("--hold", metavar="SECONDS", type=kind, help=say(text("how long the last step stays")))


def _whole(option: str, least: int, most: int) -> Callable[[str], int]:
    def read_whole(written: str) -> int:
        if re.fullmatch(r"-?[0-9]{1,10}", written) and least <= int(written) <= most:
            return int(written)
        raise Misused(
            text(
                "{option} takes a whole number from {least} to {most}, got {value}.",
                option=option, least=least, most=most, value=written,
            )
        )  # fmt: skip

    return read_whole


def _number(option: str, least: float, most: float) -> Callable[[str], float]:
    def read_number(written: str) -> float:
        if re.fullmatch(r"[0-9]*\.?[0-9]+", written) and least <= float(written) <= most:
            return float(written)
        raise Misused(
            text(
                "{option} takes a number from {least} to {most}, got {value}.",
                option=option, least=f"{least:g}", most=f"{most:g}", value=written,
            )
        )  # fmt: skip

    return read_number


def _one_of(option: str, names: Iterable[str]) -> Callable[[str], str]:
    def read_name(written: str) -> str:
        if written in names:
            return written
        raise Misused(
            text(
                "{option} may be {names}, got {value}.",
                option=option, names=words.listing(names), value=written,
            )
        )  # fmt: skip

    return read_name


def _pixel(written: str) -> Pair:
    found = _PIXEL.fullmatch(written)
    if found is None:
        raise Misused(
            text("--pixel takes a row and a column, as in 3,5; got {value}.", value=written)
        )
    return int(found[1]), int(found[2])


def _steps(written: str) -> Pair:
    found = _STEPS.fullmatch(written)
    if found is None or int(found[1]) > int(found[2]):
        raise Misused(
            text(
                "--steps takes the first and the last step, as in 0..8; got {value}.", value=written
            )
        )
    return int(found[1]), int(found[2])

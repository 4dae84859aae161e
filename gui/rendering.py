"""From what `render` was asked for to files: how large, which steps, one file or many."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.words import plural, text
from gui import writing
from gui.render import export
from gui.render.export import Style
from gui.render.pacing import Times
from gui.render.theme import THEMES
from gui.render_arguments import LARGEST_SIDE, LEAST_SIDE, SHAPES, Asked, Form, Misused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.fields import Pair
    from engine.timeline import Timeline
    from gui.render.export import Figure

USUAL_WIDTH = 1600
# Of height to width.
USUAL_SHAPE = 5 / 8
USUAL_PANELS = 4
# Encoding a film takes some thirty bytes a pixel.
LARGEST_FILM_SIDE = 4096
LEAST_DIGITS = 3


def deliver(asked: Asked, timeline: Timeline) -> None:
    """Draws the timeline as it was asked for and writes it where it goes."""
    chosen = steps(asked, timeline.length)
    shown = _figure(asked, timeline, len(chosen) if asked.strip else 1)
    if asked.form is Form.FOLDER:
        _write_folder(asked, shown, chosen)
        return
    with writing.replacing(asked.out) as stream:
        if asked.form is Form.FILM:
            from gui.render import film  # pictures need no Pillow

            film.write_gif(stream, shown, (chosen[0], chosen[-1]), asked.pace)
            return
        if asked.form in SHAPES:
            stream.write(_shapes(asked, shown, chosen if asked.strip else chosen[-1:]))
            return
        image = export.strip(shown, chosen) if asked.strip else export.still(shown, chosen[-1])
        stream.write(export.png(image, asked.dpi))


def steps(asked: Asked, length: int) -> list[int]:
    """The steps to be shown, in their order."""
    last = length - 1
    if asked.steps is None and asked.strip:
        panels = min(USUAL_PANELS, length)
        return sorted({round(last * place / max(panels - 1, 1)) for place in range(panels)})
    if asked.steps is None:
        return [last] if asked.form.is_still else list(range(length))
    if asked.steps[1] > last:
        raise Misused(
            text(
                "there is no step {step}; the steps of this scene go from 0 to {last}.",
                step=asked.steps[1],
                last=last,
            )
        )
    return list(range(asked.steps[0], asked.steps[1] + 1))


def size(asked: Asked, panels: int = 1) -> Pair:
    """Width and height of each of so many panels side by side, in pixels."""
    if asked.width is None and asked.height is not None:
        width = round(asked.height / USUAL_SHAPE)
    else:
        width = (asked.width or USUAL_WIDTH) // panels
    height = asked.height or round(width * USUAL_SHAPE)
    if width < LEAST_SIDE:
        raise Misused(
            plural(
                "{count} step has too little room; {width} pixels or more would do.",
                "{count} steps have too little room side by side; a width of {width} would do.",
                panels,
                width=LEAST_SIDE * panels,
            )
        )
    most = LARGEST_FILM_SIDE if asked.form is Form.FILM else LARGEST_SIDE
    if max(panels * width, height) > most:
        raise Misused(
            text(
                "{width}×{height} is too large; no side may be longer than {most} pixels.",
                width=panels * width,
                height=height,
                most=most,
            )
        )
    return width, height


def _figure(asked: Asked, timeline: Timeline, panels: int) -> Figure:
    width, height = size(asked, panels)
    style = Style(
        THEMES[asked.theme],
        asked.language,
        paper=not asked.transparent,
        captions=asked.captions,
        outlines=asked.outlines,
    )
    return export.figure(timeline, width, height, style)


def _shapes(asked: Asked, shown: Figure, chosen: list[int]) -> bytes:
    from gui.render import vectors  # pixels need no QtSvg

    made = vectors.svg if asked.form is Form.DRAWING else vectors.pdf
    return made(shown, chosen, asked.dpi)


def _write_folder(asked: Asked, shown: Figure, chosen: list[int]) -> None:
    folder = Path(asked.out)
    folder.mkdir(parents=True, exist_ok=True)
    moments = list(_moments(asked, shown, chosen))
    digits = max(LEAST_DIGITS, len(str(moments[-1][0])))
    for number, t in moments:
        with writing.replacing(str(folder / f"{number:0{digits}}.png")) as stream:
            stream.write(export.png(export.still(shown, t), asked.dpi))


def _moments(asked: Asked, shown: Figure, chosen: list[int]) -> Iterator[tuple[int, float]]:
    """What each file of the folder is called after, and what it shows."""
    if asked.pace.glide:
        times = Times(shown.timeline)
        yield from enumerate(asked.pace.frames(chosen[0], chosen[-1], times))
    else:
        yield from ((step, step) for step in chosen)

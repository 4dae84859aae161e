"""A timeline as a film: drawn moment by moment on one picture, only where it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from gui.render import export
from gui.render.gif import Film
from gui.render.pacing import Times

if TYPE_CHECKING:
    from engine.fields import Pair
    from gui.render.export import Figure
    from gui.render.pacing import Pace


def write_gif(stream: BinaryIO, shown: Figure, steps: Pair, pace: Pace) -> None:
    """The film from the first of these steps to the last, as a GIF; the stream can seek."""
    image, canvas = export.blank(shown), shown.layout.canvas
    made = Film(stream, canvas.width, canvas.height)
    before, now_cs = None, 0
    for moment in pace.moments(*steps, Times(shown.timeline)):
        frame = shown.timeline.frame_at(moment.t)
        part = export.repaint(shown, image, before, frame)
        end_cs = round(moment.end_ms / 10)
        # Delays are whole hundredths: what one loses the next one gets.
        made.add(
            export.pixels(image),
            end_cs - now_cs,
            (part.top(), part.top() + part.height(), part.left(), part.left() + part.width()),
        )
        before, now_cs = frame, end_cs
    made.finish()

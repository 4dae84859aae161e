"""Refusals of a view: a scene, layer, pixel or channel that is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine import refusals, words
from engine.document import SCENES, Document
from engine.layers import Broken
from engine.problems import Problem
from engine.sizes import Shape
from engine.words import text


def check(document: Document, shapes: Mapping[str, Shape]) -> Iterator[Problem]:
    """What the view names and the document does not have."""
    view = document.view
    if view.scene is not None and view.scene not in SCENES:
        sentence = refusals.one_of("scene", view.scene, SCENES).problem.sentence
        yield _problem("scene", "unknown_scene", sentence, view.scene)
    for name in view.layers or ():
        if document.index(name) is None:
            sentence = refusals.one_of("layer", name, _known(document)).problem.sentence
            yield _problem("layer", "unknown_layer", sentence, name)
    shape = shapes.get(document.shown_layer)
    if shape is not None:
        yield from _inside(document, shape)


def _known(document: Document) -> list[str]:
    return [layer.name for layer in document.layers if not isinstance(layer, Broken)]


def _inside(document: Document, shape: Shape) -> Iterator[Problem]:
    channels, rows, columns = shape
    pixel, channel = document.view.pixel, document.view.channel
    if pixel is not None and not (0 <= pixel[0] < rows and 0 <= pixel[1] < columns):
        sentence = text(
            "pixel {pixel} is not in the map, whose rows go from 0 to {row} and columns from 0 to "
            "{column}.",
            pixel=words.quoted(list(pixel)),
            row=rows - 1,
            column=columns - 1,
        )
        yield _problem("pixel", "bad_value", sentence, pixel)
    if channel is not None and not 0 <= channel < channels:
        sentence = text(
            "channel {channel} is not in the map, whose channels go from 0 to {last}.",
            channel=channel,
            last=channels - 1,
        )
        yield _problem("channel", "bad_value", sentence, channel)


def _problem(field: str, code: str, sentence: words.Text, value: object) -> Problem:
    path = f"view.{field}"
    return Problem(None, path, code, sentence, place=path, value=value, blocks=False)

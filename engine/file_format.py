"""Documents as bytes: read strictly, within bounds and in words, and written one way only."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine import decoding, layers, reading, words
from engine.decoding import LARGEST_FILE, Doubled, Unreadable, stands_twice
from engine.document import Document, Input, View
from engine.fields import Kind
from engine.given_fields import write_given
from engine.layers import Layer
from engine.problems import Problem

FORMAT = "convolution-stack"
VERSION = 1

# From each older version, what makes of its plain data that of the next one.
UPGRADES: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


@dataclass(frozen=True)
class Draft:
    """What could be read of a file, with a Broken layer where one could not, and the problems."""

    partial: Document | None
    problems: tuple[Problem, ...]

    @property
    def document(self) -> Document | None:
        """The document; None where anything in the file could not be read."""
        return None if self.problems else self.partial


def read(data: bytes) -> Draft:
    """The document in these bytes, or every reason why there is none."""
    try:
        raw = decoding.decode(data)
        return _read_version(raw)
    except Unreadable as unreadable:
        return Draft(None, (unreadable.problem,))


def _read_version(raw: Any) -> Draft:
    if not isinstance(raw, dict):
        sentence = words.text(
            "a document is an object in braces, got {value}.", value=words.quoted(raw)
        )
        raise Unreadable("bad_value", sentence)
    version = _version(raw)
    while version < VERSION:
        raw, version = UPGRADES[version](raw), version + 1
    return Draft(*reading.read(raw))


def _version(raw: dict[str, Any]) -> int:
    if isinstance(raw, Doubled) and raw.twice in ("format", "version"):
        raise Unreadable("bad_value", stands_twice(raw), raw.twice)
    for key in ("format", "version"):
        if key not in raw:
            sentence = words.text(
                "{field} is missing; a document says {example}.", field=key, example=_EXAMPLE
            )
            raise Unreadable("missing_field", sentence, key)
    if raw["format"] != FORMAT:
        sentence = words.text(
            "format must be {format}, got {value}.",
            format=words.quoted(FORMAT),
            value=words.quoted(raw["format"]),
        )
        raise Unreadable("bad_value", sentence, "format")
    version = raw["version"]
    if type(version) is int and version > VERSION:
        sentence = words.text(
            "version {version} is newer than this program, which reads up to {known}.",
            version=words.quoted(version),
            known=VERSION,
        )
        raise Unreadable("newer_version", sentence, "version")
    if type(version) is not int or (version != VERSION and version not in UPGRADES):
        sentence = words.text(
            "version must be {known}, got {value}.", known=VERSION, value=words.quoted(version)
        )
        raise Unreadable("bad_value", sentence, "version")
    return version


_EXAMPLE = '"format": "convolution-stack", "version": 1'


def write(document: Document) -> bytes:
    """The one way in which this document is written: defaults left out, a layer a line."""
    parts = [f'{{"format": {_line(FORMAT)}, "version": {VERSION}']
    if document.title:
        parts.append(f'"title": {_line(document.title)}')
    if document.notes:
        parts.append(f'"notes": {_line(document.notes)}')
    parts.append(f'"input": {_line(_input(document.input))}')
    stack = ",".join(f"\n  {_line(dict(_layer(layer)))}" for layer in document.layers)
    parts.append(f'"layers": [{stack}]')
    if document.view != View():
        parts.append(f'"view": {_line(_view(document.view))}')
    return (",\n ".join(parts) + "}\n").encode()


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _input(source: Input) -> dict[str, object]:
    plain = layers.kind_of(layers.AdaptiveAvgPool, "output_size").write(source.size)
    found = {"channels": source.channels, "size": plain}
    if source.values != Input().values:
        found["values"] = write_given(source.values)
    return found


def _layer(layer: Layer) -> Iterator[tuple[str, object]]:
    yield "op", layer.op
    for name in layers.field_names(layer):
        value = getattr(layer, name)
        if value != layers.default_of(layer, name):
            kind: Kind = layers.kind_of(layer, name)
            yield name, kind.write(value)


def _view(view: View) -> dict[str, object]:
    found: dict[str, object] = {}
    if view.scene is not None:
        found["scene"] = view.scene
    if view.layers:
        found["layer"] = view.layers[0] if len(view.layers) == 1 else list(view.layers)
    if view.pixel is not None:
        found["pixel"] = list(view.pixel)
    if view.channel is not None:
        found["channel"] = view.channel
    return found


__all__ = ["FORMAT", "LARGEST_FILE", "VERSION", "Draft", "read", "write"]

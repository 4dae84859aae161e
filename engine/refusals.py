"""The refusals that fields share: of a wrong type, an unknown word, a number out of bounds."""

from __future__ import annotations

from collections.abc import Iterable

from engine import labels, words
from engine.problems import Refused, refusal


def wrong(name: str, wanted: words.Text, raw: object) -> Refused:
    """The refusal of a value of the wrong type."""
    return refusal(
        "bad_value",
        words.text(
            "{field} must be {wanted}, got {value}.",
            field=labels.field(name),
            wanted=wanted,
            value=words.quoted(raw),
        ),
        value=raw,
    )


def one_of(
    name: str,
    raw: str,
    names: Iterable[str],
    code: str = "bad_value",
    synonym: str | None = None,
) -> Refused:
    """The refusal of a word that is not among the names; `synonym` is what it means elsewhere."""
    known = tuple(names)
    meant = synonym or closest(raw, known)
    told: dict[str, object] = {"unknown": unknown(name), "value": words.quoted(raw)}
    if meant is not None:
        sentence = words.text('{unknown} {value}; did you mean "{meant}"?', meant=meant, **told)
    elif known:
        names_known = words.listing(known)
        sentence = words.text("{unknown} {value}; it may be {names}.", names=names_known, **told)
    else:
        sentence = words.text("{unknown} {value}; there is none.", **told)
    return refusal(code, sentence, value=raw)


def unknown(name: str) -> words.Text:
    """What is said of a word that is not among those of its kind."""
    if name == "field":
        return words.text("unknown field")  # the key of a file, not the field of a layer
    return words.text("unknown {field}", field=labels.field(name))


def closest(word: str, names: Iterable[str]) -> str | None:
    """The name that the word was probably meant to be."""
    from difflib import get_close_matches  # only a mistake pays for the import

    found = get_close_matches(word[:80].lower(), list(names), n=1, cutoff=0.6)
    return found[0] if found else None


def too_small(name: str, least: int, raw: object) -> Refused:
    """The refusal of a number below 1, or below 0."""
    field, value = labels.field(name), words.quoted(raw)
    if least > 0:
        sentence = words.text("{field} must be 1 or more, got {value}.", field=field, value=value)
        return refusal("not_positive", sentence, value=raw, limit=least)
    if name == "output_padding":
        sentence = words.text("{field} cannot be negative, got {value}.", field=field, value=value)
    elif name == "crop":
        sentence = words.text(
            "{field} cannot be negative, got {value}; use a pad layer.", field=field, value=value
        )
    else:
        sentence = words.text(
            "{field} cannot be negative, got {value}; use a crop layer.", field=field, value=value
        )
    return refusal("negative_padding", sentence, value=raw, limit=least)


def hold_within(
    name: str, numbers: Iterable[int], least: int, most: int | None, raw: object
) -> None:
    """Refuses numbers below `least` or above `most`, which may be no limit."""
    if any(number < least for number in numbers):
        raise too_small(name, least, raw)
    if most is not None and any(number > most for number in numbers):
        sentence = words.text(
            "{field} may be {limit} at most, got {value}.",
            field=labels.field(name),
            limit=most,
            value=words.quoted(raw),
        )
        raise refusal("too_large", sentence, value=raw, limit=most)

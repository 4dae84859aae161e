"""Sentences before they are said: a template with its values, and the catalogue that says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

DOMAIN = "convscope"
LANGUAGES = ("en", "zh_CN")
LONGEST_QUOTE = 60
THIN_SPACE = "\N{THIN SPACE}"  # between the thousands of a number; no control character
MOST_LISTED = 24

_catalogues: dict[str, Any] = {}


@dataclass(frozen=True)
class Text:
    """A sentence nobody has said yet: its English template is its key in every catalogue."""

    template: str
    values: tuple[tuple[str, object], ...] = ()
    many: str | None = None
    count: int = 1

    def __str__(self) -> str:
        return say(self)


def text(template: str, /, **values: object) -> Text:
    """A sentence; `{name}` in the template stands for the value of that name."""
    return Text(template, tuple(sorted(values.items())))


def plural(one: str, many: str, /, count: int, **values: object) -> Text:
    """A sentence about `count` things; `{count}` stands for the number."""
    return Text(one, tuple(sorted({**values, "count": count}.items())), many, count)


def listing(parts: Iterable[object], last: str = "or") -> Text:
    """The parts as one enumeration, "1, 2 or 4" (or "and"); of many, the first and the last."""
    shown = list(parts)
    if len(shown) > MOST_LISTED:
        shown = [*shown[: MOST_LISTED - 2], "…", shown[-1]]
    if len(shown) < 2:
        return text("{only}", only=shown[0] if shown else "")
    head = text("{only}", only=shown[0])
    for part in shown[1:-1]:
        head = text("{head}, {next}", head=head, next=part)
    if last == "and":
        return text("{head} and {last}", head=head, last=shown[-1])
    return text("{head} or {last}", head=head, last=shown[-1])


def say(sentence: Text, language: str = "en") -> str:
    """The sentence in that language, on one line."""
    said = {name: _shown(value, language) for name, value in sentence.values}
    return _template(sentence, language).format_map(said)


def language_of(environ: Mapping[str, str]) -> str:
    """The language that the environment asks for, among those there are."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        wish = environ.get(name, "")
        if wish:
            return "zh_CN" if wish.lower().startswith("zh") else "en"
    return "en"


def quoted(value: object) -> str:
    """A value as a file would hold it, cut where it is long."""
    from json import JSONEncoder  # only refusals come here; a start without one pays nothing

    if not isinstance(value, (str, int, float, list, tuple, dict, type(None))):
        return str(value)
    shown = ""
    for piece in JSONEncoder(ensure_ascii=False, default=str).iterencode(value):
        shown += piece
        if len(shown) > LONGEST_QUOTE:
            return shown[: LONGEST_QUOTE - 1] + "…"
    return shown


def one_line(words: str) -> str:
    """The words with control characters and lone surrogates written out, cut where long."""
    return printable(words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + "…")


def printable(words: str) -> str:
    """The words with control characters and lone surrogates written out."""
    return "".join(
        mark if mark.isprintable() or mark == THIN_SPACE else ascii(mark)[1:-1] for mark in words
    )


def _shown(value: object, language: str) -> object:
    if isinstance(value, Text):
        return say(value, language)
    return one_line(value) if isinstance(value, str) else value


def _template(sentence: Text, language: str) -> str:
    if language == "en":
        return sentence.template if sentence.count == 1 or not sentence.many else sentence.many
    catalogue = _catalogue(language)
    if sentence.many is None:
        return str(catalogue.gettext(sentence.template))
    return str(catalogue.ngettext(sentence.template, sentence.many, sentence.count))


def _catalogue(language: str) -> Any:
    if language not in _catalogues:
        import gettext  # English needs no catalogue, so its start does not pay for one
        from pathlib import Path

        locale = Path(__file__).resolve().parent.parent / "resources" / "locale"
        _catalogues[language] = gettext.translation(DOMAIN, str(locale), [language], fallback=True)
    return _catalogues[language]

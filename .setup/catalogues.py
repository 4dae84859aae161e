"""Brings the catalogues in resources/locale to what the source says, and compiles them.

`--check` writes nothing; it names what is out of date or untranslated and ends with 1.
"""

from __future__ import annotations

import io
import string
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "resources" / "locale"
DOMAIN = "convscope"
LANGUAGES = ("zh_CN",)
SOURCES = ("engine", "gui")
KEYWORDS = {"text": (1,), "plural": (1, 2)}
HEADING = "# Sentences of Convscope, written by `make locale`; translate in the .po."
# A true date would make every run a change.
DATE = datetime(2026, 1, 1, tzinfo=UTC)
KEPT_HEADERS = ("Project-Id-Version", "Language", "Plural-Forms", "MIME-Version", "Content-Type")


class Steady(Catalog):
    """A catalogue whose header names no date and no version of a tool."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header's lines that never change by themselves."""
        every = dict(self._get_mime_headers())
        every |= {"Project-Id-Version": "Convscope", "Content-Transfer-Encoding": "8bit"}
        kept = (*KEPT_HEADERS, "Content-Transfer-Encoding")
        return [(name, every[name]) for name in kept if name in every]


def new_catalogue(language: str | None = None) -> Steady:
    """An empty catalogue of a language, or the template of all of them."""
    return Steady(
        locale=language,
        domain=DOMAIN,
        header_comment=HEADING,
        creation_date=DATE,
        revision_date=DATE,
        fuzzy=False,
    )


def template() -> Steady:
    """Every sentence in the source, each with the files that say it."""
    found = new_catalogue()
    for source in SOURCES:
        messages = extract_from_dir(
            ROOT / source, method_map=[("**.py", "python")], keywords=KEYWORDS
        )
        for file, _line, sentence, _comments, _context in messages:
            found.add(sentence, locations=[((Path(source) / file).as_posix(), 0)])
    return found


def translated(language: str, wanted: Steady) -> Steady:
    """The language's catalogue with exactly the sentences that the source has now."""
    before = new_catalogue(language)
    path = po_path(language)
    if path.exists():
        for message in read_po(io.BytesIO(path.read_bytes()), locale=language):
            if message.id:
                before[message.id] = message
    before.update(wanted, no_fuzzy_matching=True)
    return before


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as text, sorted, so that a changed sentence is a changed line."""
    written = io.BytesIO()
    write_po(written, catalogue, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return written.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def po_path(language: str) -> Path:
    """Where a language is translated."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def files() -> dict[Path, bytes]:
    """What resources/locale has to hold, given the source and the translations there are."""
    wanted = template()
    made = {LOCALE / f"{DOMAIN}.pot": as_po(wanted)}
    for language in LANGUAGES:
        catalogue = translated(language, wanted)
        path = po_path(language)
        made |= {path: as_po(catalogue), path.with_suffix(".mo"): as_mo(catalogue)}
    return made


def complaints() -> Iterator[str]:
    """A line for each file that is out of date and each sentence that is not translated."""
    for path, content in files().items():
        if not path.exists() or path.read_bytes() != content:
            yield f"{path.relative_to(ROOT)} is out of date; run `make locale`"
    wanted = template()
    for language in LANGUAGES:
        for message in translated(language, wanted):
            if message.id:
                yield from _complaints_of(message, language)


def _complaints_of(message: Message, language: str) -> Iterator[str]:
    sources = _forms(message.id)
    said = _forms(message.string)
    places = set().union(*(_places(source) for source in sources))
    if not all(said):
        yield f"{language}: not translated: {sources[0]}"
    elif message.fuzzy:
        yield f"{language}: fuzzy: {sources[0]}"
    yield from (
        f"{language}: other values than the source: {one}"
        for one in said
        if one and _places(one) != places
    )


def _forms(sentence: object) -> list[str]:
    forms = sentence if isinstance(sentence, tuple | list) else [sentence]
    return [str(form or "") for form in forms]


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def main() -> int:
    """Write the files, or with --check compare them."""
    if sys.argv[1:] == ["--check"]:
        found = list(complaints())
        sys.stdout.writelines(f"{line}\n" for line in found)
        return bool(found)
    for path, content in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""How a page that Qt wrote is put in order: its parts as they are used, its time left out."""

from __future__ import annotations

import re
from itertools import pairwise

_NO_DATE = b"D:20000101000000Z"
_NO_TAG = rb"/AAAAAA+"

_DATE = re.compile(rb"(?<=Date \()D:[^)]*(?=\))")
# Before a font's name stands which part it happens to be.
_TAG = re.compile(rb"/[A-Z]{6}\+")
_REFERENCE = re.compile(rb"\b([0-9]+) 0 R\b")
_ENTRY = re.compile(rb"([0-9]{10}) [0-9]{5} ([nf])")
_STREAM = b"stream\n"


def settled(page: bytes) -> bytes:
    """The same page whatever order Qt wrote its fonts in, and whenever."""
    parts, trailer = _parts(page)
    numbers = {old: new for new, old in enumerate(_used(parts, trailer), 1)}
    written = page[: page.index(b"1 0 obj")]
    places = []
    for old, new in numbers.items():
        places.append(len(written))
        head, stream, rest = parts[old].partition(_STREAM)
        head = _TAG.sub(_NO_TAG, _DATE.sub(_NO_DATE, _renumbered(head, numbers)))
        written += b"%d 0 obj\n%s%s%s" % (new, head, stream, rest)
    size = len(places) + 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    ending = re.sub(rb"/Size [0-9]+", b"/Size %d" % size, _renumbered(trailer, numbers))
    start = b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, ending)
    return written + start + b"startxref\n%d\n%%%%EOF\n" % len(written)


def _parts(page: bytes) -> tuple[dict[int, bytes], bytes]:
    """What each number stands for, and what the page ends with."""
    end = page.rindex(b"startxref")
    start = page.rindex(b"\nxref\n", 0, end) + 1
    trailer = page.index(b"trailer\n", start)
    entries = enumerate(_ENTRY.findall(page[start:trailer]))
    places = sorted((int(place), number) for number, (place, kind) in entries if kind == b"n")
    parts = {
        number: page[page.index(b"obj\n", place) + len(b"obj\n") : until]
        for (place, number), (until, _) in pairwise([*places, (start, 0)])
    }
    return parts, page[trailer:end]


def _used(parts: dict[int, bytes], trailer: bytes) -> list[int]:
    """The numbers as they are come upon from the end of the page."""
    found: dict[int, None] = {}
    waiting = _mentioned(trailer)[::-1]
    while waiting:
        number = waiting.pop()
        if number not in found and number in parts:
            found[number] = None
            waiting += _mentioned(parts[number].partition(_STREAM)[0])[::-1]
    return list(found)


def _mentioned(head: bytes) -> list[int]:
    return [int(number) for number in _REFERENCE.findall(head)]


def _renumbered(head: bytes, numbers: dict[int, int]) -> bytes:
    return _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], head)

"""Documents on disk: opened whole or with the reasons, saved whole or not at all, remembered."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine import words
from engine.decoding import LARGEST_FILE, Unreadable
from engine.words import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.document import Document
    from engine.problems import Problem

SUFFIX = ".convscope"
_KEPT_SUFFIXES = (SUFFIX, ".json")
MOST_RECENT = 10

_WHY_NOT_SAVED = {
    errno.ENOSPC: text("the disk is full"),
    errno.EDQUOT: text("the disk is full"),
    errno.EFBIG: text("the disk takes no file of that size"),
    errno.EACCES: text("this program may not write there"),
    errno.EPERM: text("this program may not write there"),
    errno.EROFS: text("the disk can only be read"),
    errno.ENOENT: text("there is no such folder"),
    errno.EISDIR: text("there is a folder of that name"),
}


class NotOpened(ValueError):
    """A file that holds no document; `problems` has every reason, `sentence` the first."""

    def __init__(self, file: Path, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        self.sentence = words.text(
            "{file} cannot be opened: {reason}", file=file.name, reason=problems[0].message
        )
        super().__init__(words.say(self.sentence))


class NotSaved(OSError):
    """A document that is not on disk; what was there before still is."""

    def __init__(self, file: Path, reason: Text | str) -> None:
        self.sentence = words.text(
            "{file} was not saved: {reason}. What was there before is untouched.",
            file=file.name,
            reason=reason,
        )
        super().__init__(words.say(self.sentence))


class Recent(NamedTuple):
    """A file that was opened or saved lately, and whether it is still there."""

    path: Path
    is_there: bool


def read(path: Path) -> Document:
    """The document in the file; NotOpened tells why there is none."""
    from engine import file_format, intake  # a window that opens without a file reads none

    try:
        draft = file_format.read(intake.read(str(path)))
    except Unreadable as unreadable:
        raise NotOpened(path, (unreadable.problem,)) from None
    if draft.document is None:
        raise NotOpened(path, draft.problems)
    return draft.document


def save(path: Path, document: Document) -> None:
    """Puts the document there, what was there before beside it; NotSaved if that cannot be."""
    from engine import file_format
    from gui import writing  # after the window is up

    data = file_format.write(document)
    if len(data) > LARGEST_FILE:
        limit = words.text(
            "the file would be larger than {limit} MiB, the most that is read",
            limit=LARGEST_FILE // 2**20,
        )
        raise NotSaved(path, limit)
    try:
        with writing.replacing(str(path)) as stream:
            stream.write(data)
            stream.flush()
            _back_up(path, data)
    except (OSError, ValueError) as error:
        raise NotSaved(path, _why(error)) from None


def backup_of(path: Path) -> Path:
    """Where the version before the last one lies."""
    return path.with_name(f"{path.name}~")


def with_suffix(path: Path) -> Path:
    """The path as documents are named: `net` and `net v1.2` get their ending."""
    is_named = path.suffix.lower() in _KEPT_SUFFIXES
    return path if is_named else path.with_name(path.name + SUFFIX)


def remembered(recent: Iterable[Path], path: Path) -> tuple[Path, ...]:
    """The recent files after this one was used: it comes first, and stands once."""
    used = Path(os.path.abspath(path))  # noqa: PTH100  # a link is remembered by its own name
    return (used, *(one for one in recent if one != used))[:MOST_RECENT]


def listed(recent: Iterable[Path]) -> tuple[Recent, ...]:
    """The recent files as a menu shows them; the missing ones stay, and are told."""
    return tuple(Recent(path, _is_file(path)) for path in recent)


def _back_up(path: Path, data: bytes) -> None:
    """Keeps what lies there beside it; a disk that has no room for it is no reason not to save."""
    import shutil  # with every kind of archive

    from gui import writing

    target = path.resolve()
    if not _is_file(target) or _holds(target, data):
        return
    backup = backup_of(target)
    part = writing.part_of(backup, os.getpid())
    with suppress(OSError):
        try:
            # The version itself, with its mode and time, which takes no room.
            part.hardlink_to(target)
        except OSError:
            shutil.copy2(target, part)
        part.replace(backup)
    # Where the backup was this version already, replacing it leaves both names.
    with suppress(OSError):
        part.unlink()


def _holds(target: Path, data: bytes) -> bool:
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def _why(error: Exception) -> Text | str:
    if isinstance(error, OSError) and error.errno is not None:
        return _WHY_NOT_SAVED.get(error.errno, error.strerror or str(error))
    return str(error)

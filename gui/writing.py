"""How a file is written: whole or not at all, and nothing is left of one that was not."""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = re.compile(r"\..+\.([0-9]{1,9})\.part")
# So much of a name leaves room for the rest of the part's, whatever its letters.
_LONGEST_NAME = 58


def part_of(target: Path, process: int) -> Path:
    """What that process writes before it becomes the target."""
    return target.with_name(f".{target.name[:_LONGEST_NAME]}.{process}.part")


@contextmanager
def replacing(file: str) -> Iterator[BinaryIO]:
    """A stream that can seek, whose bytes become the file's when all went well.

    A link stays one, and a mode is kept. What is no ordinary file gets the bytes themselves.
    """
    mode = _mode_of(file)
    if mode is not None and not stat.S_ISREG(mode):
        yield from _straight(file)
        return
    target = Path(file).resolve()
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), file)
    remove_leftovers(target.parent)
    part = part_of(target, os.getpid())
    try:
        with part.open("w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            with suppress(OSError):
                part.chmod(stat.S_IMODE(mode))
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def remove_leftovers(folder: Path) -> None:
    """Removes what processes began to write there that are gone."""
    with suppress(OSError):
        for entry in folder.iterdir():
            found = _PART.fullmatch(entry.name)
            if found and _is_gone(int(found[1])):
                with suppress(OSError):
                    entry.unlink()


def _mode_of(file: str) -> int | None:
    try:
        return Path(file).stat().st_mode
    except FileNotFoundError:
        return None


def _straight(file: str) -> Iterator[BinaryIO]:
    stream = BytesIO()
    yield stream
    with Path(file).open("wb") as device:
        device.write(stream.getvalue())


def _is_gone(process: int) -> bool:
    if os.name == "nt":  # there a signal of any number ends a process; but open files stay
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False

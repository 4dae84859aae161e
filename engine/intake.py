"""Bytes from outside, bounded: a file of any kind, or a stream with a document a line."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from typing import BinaryIO

from engine import decoding, words
from engine.decoding import LARGEST_FILE, Unreadable

_BLOCK = 2**20


def read(path: str) -> bytes:
    """The file's bytes, as many as a document may have; a pipe is not waited for to open."""
    try:
        # Without O_NONBLOCK a pipe that nobody writes to would be waited for without end.
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(handle, "rb") as stream:
            if stat.S_ISDIR(os.fstat(handle).st_mode):
                raise Unreadable("unreadable", words.text("this is a folder, not a document."))
            if hasattr(os, "set_blocking"):
                os.set_blocking(handle, True)
            data = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("unreadable", _why(error)) from None
    if len(data) > LARGEST_FILE:
        raise decoding.too_large()
    return data


def lines(stream: BinaryIO) -> Iterator[bytes | Unreadable]:
    """The lines without their ends; a refusal where one is longer than a document may be."""
    while line := stream.readline(LARGEST_FILE + 3):
        if not line.endswith(b"\n") and len(line) > LARGEST_FILE + 2:
            _skip_line(stream)
            yield decoding.too_large()
        else:
            yield line.removesuffix(b"\n").removesuffix(b"\r")


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(_BLOCK)) and not rest.endswith(b"\n"):
        pass


def _why(error: Exception) -> words.Text:
    if isinstance(error, FileNotFoundError):
        return words.text("there is no such file.")
    if isinstance(error, PermissionError):
        return words.text("this program may not read it.")
    if isinstance(error, IsADirectoryError):
        return words.text("this is a folder, not a document.")
    if isinstance(error, OSError) and error.strerror:
        return words.text("it cannot be read: {reason}.", reason=error.strerror)
    return words.text("it cannot be read: {reason}.", reason=str(error))

"""Bytes from outside come whole and bounded, or as a reason in words."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from engine import intake, words
from engine.decoding import LARGEST_FILE, Unreadable


def code_and_words(path: Path | str) -> tuple[str, str]:
    with pytest.raises(Unreadable) as refused:
        intake.read(str(path))
    return refused.value.problem.code, words.say(refused.value.problem.message)


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert intake.read(str(tmp_path / "a")) == b"abc"


def test_what_is_not_there_or_no_file_is_said(tmp_path: Path) -> None:
    assert code_and_words(tmp_path / "no") == ("unreadable", "there is no such file.")
    assert code_and_words(tmp_path) == ("unreadable", "this is a folder, not a document.")
    assert code_and_words("a\0b")[0] == "unreadable"
    assert code_and_words(tmp_path / ("x" * 300))[1].startswith("it cannot be read: ")


def test_what_may_not_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert code_and_words(tmp_path / "a")[1] == "this program may not read it."


def test_no_more_is_read_than_a_document_may_have() -> None:
    assert code_and_words("/dev/zero")[0] == "too_large"


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert intake.read(str(tmp_path / "pipe")) == b""


def test_lines_end_with_lf_and_perhaps_cr_before_it() -> None:
    assert list(intake.lines(io.BytesIO(b"a\nb\r\n\nc"))) == [b"a", b"b", b"", b"c"]


def test_a_line_that_is_too_long_is_refused_and_the_next_is_read() -> None:
    stream = io.BytesIO(b"x" * (LARGEST_FILE + 9) + b"\nnext\n")
    first, second = intake.lines(stream)
    assert isinstance(first, Unreadable)
    assert first.problem.code == "too_large"
    assert second == b"next"

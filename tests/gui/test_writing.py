"""A file is written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gui import writing

if TYPE_CHECKING:
    from pathlib import Path

POSIX = pytest.mark.skipif(os.name != "posix", reason="links, modes and pipes of POSIX")
NOBODY = 2**22 + 7  # beyond the largest process number there is


class Interrupted(BaseException):
    pass


def write(target: Path, data: bytes) -> None:
    with writing.replacing(str(target)) as stream:
        stream.write(data)


def test_the_file_holds_what_was_written_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    write(tmp_path / "x.png", b"whole")
    assert [one.name for one in tmp_path.iterdir()] == ["x.png"]
    assert (tmp_path / "x.png").read_bytes() == b"whole"


@pytest.mark.parametrize("error", [OSError, Interrupted])
def test_what_fails_halfway_leaves_the_old_file(error: type[BaseException], tmp_path: Path) -> None:
    target = tmp_path / "x.png"
    target.write_bytes(b"old")

    def write_half() -> None:
        with writing.replacing(str(target)) as stream:
            stream.write(b"half")
            stream.flush()
            raise error

    with pytest.raises(error):
        write_half()
    assert [one.name for one in tmp_path.iterdir()] == ["x.png"]
    assert target.read_bytes() == b"old"


def test_while_it_is_written_the_old_file_is_there(tmp_path: Path) -> None:
    target = tmp_path / "x.png"
    target.write_bytes(b"old")
    with writing.replacing(str(target)) as stream:
        stream.write(b"new")
        assert target.read_bytes() == b"old"
        assert writing.part_of(target, os.getpid()).exists()
    assert target.read_bytes() == b"new"


def test_what_is_written_can_be_gone_back_in(tmp_path: Path) -> None:
    target = tmp_path / "x.gif"
    with writing.replacing(str(target)) as stream:
        stream.write(b"....end")
        stream.seek(0)
        stream.write(b"head")
    assert target.read_bytes() == b"headend"


@POSIX
def test_a_mode_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "x.png"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write(target, b"new")
    assert target.stat().st_mode & 0o777 == 0o640


@POSIX
def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write(tmp_path / "x.png", b"new")
    assert (tmp_path / "x.png").stat().st_mode == (tmp_path / "usual").stat().st_mode


@POSIX
@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_stays_a_link(is_there: bool, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    link, target = tmp_path / "x.png", folder / "y.png"
    if is_there:
        target.write_bytes(b"old")
    link.symlink_to(target)
    write(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert [one.name for one in folder.iterdir()] == ["y.png"]


@POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anything")
def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "x.png"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(PermissionError):
        write(target, b"new")
    assert target.read_bytes() == b"old"


@POSIX
def test_a_device_gets_the_bytes_and_stays_a_device(tmp_path: Path) -> None:
    link = tmp_path / "x.png"
    link.symlink_to("/dev/null")
    write(link, b"new")
    assert link.is_char_device()
    assert [one.name for one in tmp_path.iterdir()] == ["x.png"]


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "x.png").mkdir()
    with pytest.raises(OSError, match=r"directory|denied"):
        write(tmp_path / "x.png", b"new")
    assert (tmp_path / "x.png").is_dir()


def test_what_others_left_when_they_ended_is_removed(tmp_path: Path) -> None:
    left = writing.part_of(tmp_path / "other.gif", NOBODY)
    left.touch()
    write(tmp_path / "x.png", b"new")
    assert not left.exists()


def test_what_another_process_is_still_writing_stays(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        part = writing.part_of(tmp_path / "other.gif", other.pid)
        with part.open("wb"):
            write(tmp_path / "x.png", b"new")
        assert part.exists()
        other.communicate(b"\n")


@pytest.mark.parametrize("name", ["a.12.part", ".a.part", ".a.x.part", ".12.part"])
def test_files_of_other_names_are_nobodys_leftovers(name: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    writing.remove_leftovers(tmp_path)
    assert (tmp_path / name).exists()


def test_the_part_lies_beside_its_file_and_says_whose_it_is(tmp_path: Path) -> None:
    assert writing.part_of(tmp_path / "x.png", 77) == tmp_path / ".x.png.77.part"


@pytest.mark.parametrize("letter", ["x", "图"])
def test_a_name_as_long_as_a_name_may_be_is_no_obstacle(letter: str, tmp_path: Path) -> None:
    name = letter * (251 // len(letter.encode())) + ".png"
    write(tmp_path / name, b"new")
    assert [one.name for one in tmp_path.iterdir()] == [name]

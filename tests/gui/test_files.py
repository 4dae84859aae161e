"""A document on disk is whole, whatever happens while it is written."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine import file_format, words
from engine.document import Document
from gui import files, writing
from tests import source
from tests.engine.stacks import conv, stack

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such thing")
OLD, NEW = stack(conv("old")), stack(conv("new", 5, padding="same"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    file = tmp_path / "x.convscope"
    files.save(file, OLD)
    return file


def names_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_what_was_saved_is_opened_equal(tmp_path: Path) -> None:
    file = tmp_path / "网格 1.convscope"
    document = replace(NEW, title="网格", notes="a\nb")
    files.save(file, document)
    assert files.read(file) == document
    assert file.read_bytes() == file_format.write(document)
    assert names_in(tmp_path) == [file.name]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not text in UTF-8"),
        (b"{}", "format is missing"),
        (b'{"format": "convolution-stack", "version": 99}', "newer than this program"),
    ],
)
def test_a_file_without_a_document_is_told_with_its_reason(
    data: bytes, why: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.convscope"
    file.write_bytes(data)
    with pytest.raises(files.NotOpened, match=why) as caught:
        files.read(file)
    assert words.say(caught.value.sentence).startswith("x.convscope cannot be opened: ")


def test_all_that_is_wrong_in_a_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.convscope"
    file.write_bytes(
        b'{"format": "convolution-stack", "version": 1, "input": {"channels": 1, "size": 9},'
        b'"layers": [{"op": "convv", "name": "a"}, {"op": "conv", "name": "b", "kernel": 0}]}'
    )
    with pytest.raises(files.NotOpened, match='layers\\[0\\] "a"') as caught:
        files.read(file)
    assert len(caught.value.problems) >= 2


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(files.NotOpened, match="there is no such file"):
        files.read(tmp_path / "none.convscope")
    with pytest.raises(files.NotOpened, match="this is a folder"):
        files.read(tmp_path)


def test_the_version_before_lies_beside_the_file(target: Path) -> None:
    files.save(target, NEW)
    assert files.read(target) == NEW
    assert names_in(target.parent) == ["x.convscope", "x.convscope~"]
    assert files.read(files.backup_of(target)) == OLD


def test_there_is_one_backup_and_it_is_the_last_version(target: Path) -> None:
    files.save(target, NEW)
    files.save(target, Document())
    assert files.read(files.backup_of(target)) == NEW
    assert names_in(target.parent) == ["x.convscope", "x.convscope~"]


def test_saving_the_same_again_keeps_the_version_before(target: Path) -> None:
    files.save(target, NEW)
    files.save(target, NEW)
    assert files.read(files.backup_of(target)) == OLD


@POSIX
def test_a_backup_is_no_more_open_than_its_file(target: Path) -> None:
    target.chmod(0o600)
    files.save(target, NEW)
    assert files.backup_of(target).stat().st_mode & 0o777 == 0o600
    assert target.stat().st_mode & 0o777 == 0o600


@POSIX
def test_behind_a_link_the_backup_lies_beside_the_file_itself(target: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.convscope"
    link.symlink_to(target)
    files.save(link, NEW)
    assert link.is_symlink()
    assert files.read(files.backup_of(target)) == OLD
    assert not files.backup_of(link).exists()


def without_links(*_: object) -> None:
    raise OSError(errno.EPERM, "no links on this disk")


def test_where_there_are_no_links_the_version_before_is_copied(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", without_links)
    files.save(target, NEW)
    assert files.read(files.backup_of(target)) == OLD
    assert names_in(target.parent) == ["x.convscope", "x.convscope~"]


def test_a_backup_that_cannot_be_is_no_reason_not_to_save(target: Path) -> None:
    files.backup_of(target).mkdir()
    files.save(target, NEW)
    assert files.read(target) == NEW
    assert names_in(target.parent) == ["x.convscope", "x.convscope~"]


def test_a_save_that_was_cut_off_after_its_backup_does_not_hinder_the_next(target: Path) -> None:
    files.backup_of(target).hardlink_to(target)
    files.save(target, NEW)
    assert files.read(files.backup_of(target)) == OLD
    assert names_in(target.parent) == ["x.convscope", "x.convscope~"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_is_full_leaves_the_old_file_and_is_told(
    step: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail) if step == "fsync" else monkeypatch.setattr(
        Path, "replace", fail
    )
    with pytest.raises(files.NotSaved, match=r"x\.convscope was not saved: the disk is full"):
        files.save(target, NEW)
    assert files.read(target) == OLD
    assert not [name for name in names_in(target.parent) if name.endswith(".part")]


SAVE = """
import sys
sys.path.insert(0, {root!r})
import os, resource, signal
from pathlib import Path
from engine import edits
from engine.document import Document
from gui import files
{before}
document = edits.set_text(Document(), "notes", "x" * 200_000)
try:
    files.save(Path({file!r}), document)
except files.NotSaved as refused:
    print(refused)
"""
SMALL_DISK = """
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
"""
KILLED = """
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
{place} = die
"""


def run_save(before: str, file: Path) -> subprocess.CompletedProcess[str]:
    code = SAVE.format(root=str(source.ROOT), before=before, file=str(file))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@POSIX
def test_a_disk_that_takes_no_more_leaves_the_old_file(target: Path) -> None:
    done = run_save(SMALL_DISK, target)
    assert "the disk takes no file of that size" in done.stdout
    assert done.stderr == ""
    assert files.read(target) == OLD
    assert names_in(target.parent) == ["x.convscope"]


@POSIX
@pytest.mark.parametrize("place", ["os.fsync", "files._back_up", "Path.hardlink_to"])
def test_a_kill_leaves_the_old_file_and_the_next_save_cleans_up(place: str, target: Path) -> None:
    done = run_save(KILLED.format(place=place), target)
    assert done.returncode == -signal.SIGKILL
    assert files.read(target) == OLD
    assert [name for name in names_in(target.parent) if name.endswith(".part")]
    files.save(target, NEW)
    assert files.read(target) == NEW
    assert names_in(target.parent) == ["x.convscope", "x.convscope~"]


@pytest.mark.parametrize(
    ("place", "why"),
    [("none/x.convscope", "there is no such folder"), ("folder", "was not saved")],
)
def test_a_place_that_takes_no_file_is_told(place: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(files.NotSaved, match=why):
        files.save(tmp_path / place, NEW)
    assert names_in(tmp_path) == ["folder"]


@POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anything")
def test_a_file_that_may_not_be_written_is_told(target: Path) -> None:
    target.chmod(0o444)
    with pytest.raises(files.NotSaved, match="may not write"):
        files.save(target, NEW)
    assert files.read(target) == OLD


def test_what_could_not_be_opened_again_is_not_saved(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 10)
    with pytest.raises(files.NotSaved, match="the most that is read"):
        files.save(target, NEW)
    assert files.read(target) == OLD


def test_nothing_a_save_leaves_is_taken_for_a_part(target: Path) -> None:
    files.save(target, NEW)
    writing.remove_leftovers(target.parent)
    assert names_in(target.parent) == ["x.convscope", "x.convscope~"]


@pytest.mark.parametrize(
    ("given", "named"),
    [("net", "net.convscope"), ("net v1.2", "net v1.2.convscope"), ("a.json", "a.json"),
     ("A.CONVSCOPE", "A.CONVSCOPE")],
)  # fmt: skip
def test_a_bare_name_gets_its_ending(given: str, named: str) -> None:
    assert files.with_suffix(Path("folder", given)) == Path("folder", named)


def test_a_used_file_comes_first_and_stands_once(tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    recent = files.remembered((), one)
    recent = files.remembered(recent, two)
    assert files.remembered(recent, tmp_path / "." / "x" / ".." / "1") == (one, two)


def test_ten_recent_files_are_remembered(tmp_path: Path) -> None:
    recent: tuple[Path, ...] = ()
    for number in range(12):
        recent = files.remembered(recent, tmp_path / str(number))
    assert [path.name for path in recent] == [str(number) for number in range(11, 1, -1)]


def test_a_relative_path_is_remembered_wherever_the_program_starts_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert files.remembered((), Path("x")) == (tmp_path / "x",)


def test_missing_files_stay_in_the_list_and_are_told(target: Path) -> None:
    gone = target.with_name("gone")
    assert files.listed((gone, target, target.parent)) == (
        (gone, False), (target, True), (target.parent, False)
    )  # fmt: skip

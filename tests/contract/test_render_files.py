"""Where the render command writes: whole files or none, and devices as they are."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .drawing import GOOD, SMALL, drawn, names, refused, written
from .running import MAIN, environment

POSIX = pytest.mark.skipif(os.name != "posix", reason="devices, pipes and limits of POSIX")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return written(tmp_path, "good", GOOD)


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob(".*.part"))


@pytest.mark.parametrize(
    "place", ["missing/x.png", "good.convscope/x.png", "folder.png", "good.convscope/"]
)
def test_a_place_that_cannot_be_written_is_one_sentence(place: str, good: Path) -> None:
    (good.parent / "folder.png").mkdir()
    before = good.read_bytes()
    assert "cannot be written" in refused(1, good, "-o", f"{good.parent}/{place}", *SMALL)
    assert names(good.parent) == ["folder.png", "good.convscope"]
    assert good.read_bytes() == before


@POSIX
@pytest.mark.parametrize("ending", [".png", ".gif", "/"])
def test_a_disk_that_fills_up_leaves_the_old_file_alone(ending: str, good: Path) -> None:
    out = good.with_name(f"x{ending}") if ending != "/" else good.with_name("x") / "000.png"
    out.parent.mkdir(exist_ok=True)
    out.write_bytes(b"old")
    target = f"{good.with_name('x')}{ending}"
    # No file of this process may grow beyond a few blocks.
    script = f'ulimit -f 4; "{sys.executable}" "{MAIN}" render "{good}" -o "{target}"'
    done = subprocess.run(
        ["bash", "-c", script],
        capture_output=True, timeout=60, check=False, text=True,
        env=environment({"PYTHONDONTWRITEBYTECODE": "1"}),
    )  # fmt: skip
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "cannot be written" in line
    assert out.read_bytes() == b"old"
    assert names(out.parent) == sorted({out.name, *(["good.convscope"] if ending != "/" else [])})


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("ending", [".png", ".gif"])
def test_a_full_device_is_one_sentence(ending: str, good: Path) -> None:
    out = good.with_name(f"x{ending}")
    out.symlink_to("/dev/full")
    assert "cannot be written" in refused(1, good, "-o", out, *SMALL)
    assert out.is_char_device()


@POSIX
@pytest.mark.parametrize("ending", [".png", ".gif"])
def test_a_pipe_gets_the_bytes(ending: str, good: Path) -> None:
    pipe, out = good.with_name(f"pipe{ending}"), good.with_name(f"x{ending}")
    os.mkfifo(pipe)
    command = [sys.executable, MAIN, "render", str(good), *SMALL, "-o", str(pipe)]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE) as process:
        got = pipe.read_bytes()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    drawn(good, "-o", out, *SMALL)
    assert got == out.read_bytes()


@POSIX
def test_what_an_ended_process_left_is_removed(good: Path) -> None:
    left = good.with_name(".old.gif.4194311.part")
    left.touch()
    drawn(good, "-o", good.with_name("x.png"), *SMALL)
    assert not left.exists()

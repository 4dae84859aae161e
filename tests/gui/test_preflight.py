from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from engine import words
from gui import preflight
from tests import source

if TYPE_CHECKING:
    from collections.abc import Callable

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux loads so")
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
X = {"DISPLAY": ":77"}


def said(environ: dict[str, str]) -> str:
    complaint = preflight.complaint(environ)
    return "" if complaint is None else words.say(complaint, "en")


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make the loader miss some libraries: files that need one fail with the first one's name."""

    def lack(*missing: str, platform: str = "xcb") -> None:
        def load(name: str) -> object:
            if name in missing or name.endswith(f"libq{platform}.so"):
                absent = name if name in missing else missing[0]
                raise OSError(f"{absent}: cannot open shared object file: No such file")
            return object()

        monkeypatch.setattr(ctypes, "CDLL", load)
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        monkeypatch.setattr(preflight, "_display_answers", lambda: True)
        monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")

    return lack


def test_nothing_is_said_where_a_window_can_open() -> None:
    assert said(OFFSCREEN) == ""


def test_a_missing_package_is_named_with_the_command_of_this_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preflight, "find_spec", lambda name: None if name == "PIL" else object())
    monkeypatch.setattr(sys, "prefix", "/somewhere/.venv")
    monkeypatch.setattr(sys, "executable", "/somewhere/.venv/bin/python")
    assert said(OFFSCREEN) == (
        "The Python package Pillow is missing; "
        "install it with: /somewhere/.venv/bin/python -m pip install Pillow"
    )


def test_outside_an_environment_a_checkout_offers_its_own_set_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preflight, "find_spec", lambda _: None)
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    assert said({}) == "The Python package numpy is missing; install it with: make run"


@linux_only
def test_the_library_that_is_truly_missing_is_named_with_all_that_it_takes(
    lacking: Callable[..., None],
) -> None:
    lacking("libxcb-icccm.so.4", "libxcb-keysyms.so.1")
    assert said(X) == (
        "The system library libxcb-icccm.so.4 is missing; "
        "install it with: sudo apt-get install libxcb-icccm4 libxcb-keysyms1"
    )


@linux_only
def test_root_is_not_told_to_use_sudo(
    lacking: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking("libEGL.so.1")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert said(X).endswith("install it with: apt-get install libegl1")


@linux_only
def test_without_apt_the_library_is_still_named(
    lacking: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking("libxcb-icccm.so.4")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert said(X) == (
        "The system library libxcb-icccm.so.4 is missing; install the package that holds it"
    )


@linux_only
def test_a_wayland_session_falls_back_to_x_as_qt_does(lacking: Callable[..., None]) -> None:
    lacking("libwayland-cursor.so.0", platform="wayland")
    assert said({"WAYLAND_DISPLAY": "wayland-0", **X}) == ""
    assert "sudo apt-get install libwayland-cursor0" in said({"WAYLAND_DISPLAY": "wayland-0"})


@linux_only
def test_a_library_too_old_for_qt_is_not_called_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(_name: str) -> object:
        raise OSError("/lib/libc.so.6: version `GLIBC_2.34' not found {required}")

    monkeypatch.setattr(ctypes, "CDLL", load)
    assert said(X) == (
        "Qt does not load on this system: /lib/libc.so.6: version `GLIBC_2.34' not found {required}"
    )


@linux_only
@pytest.mark.parametrize("environ", [{}, {"QT_QPA_PLATFORM": "xcb"}, {"DISPLAY": ""}])
def test_without_a_display_the_command_that_draws_without_one_is_named(
    environ: dict[str, str],
) -> None:
    assert said(environ) == (
        "There is no display to open a window on; "
        "to draw without one, use: convscope render FILE -o OUT"
    )


@linux_only
def test_a_display_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":7654")
    monkeypatch.setattr(preflight, "loading_trouble", lambda _: None)
    assert said({"DISPLAY": ":7654"}) == (
        "The display :7654 does not answer; to draw without one, use: convscope render FILE -o OUT"
    )


@pytest.mark.parametrize(
    ("environ", "platforms"),
    [
        ({}, []),
        (X, ["xcb"]),
        ({"WAYLAND_DISPLAY": "wayland-0", **X}, ["wayland", "xcb"]),
        (OFFSCREEN, ["offscreen"]),
        ({"QT_QPA_PLATFORM": "wayland;xcb:nograb", **X}, ["xcb"]),
        ({"QT_QPA_PLATFORM": "vnc:size=640x480"}, ["vnc"]),
    ],
)
def test_platforms_are_tried_as_qt_tries_them(
    environ: dict[str, str], platforms: list[str]
) -> None:
    assert preflight.platforms_of(environ) == platforms


@linux_only
def test_the_program_without_a_display_says_one_sentence_and_ends_with_1() -> None:
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environ = {name: value for name, value in os.environ.items() if name not in displays}
    done = subprocess.run(
        [sys.executable, "main.py"],
        cwd=source.ROOT, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [said({})]

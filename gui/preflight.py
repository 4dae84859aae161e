"""What this machine lacks for a window, in one sentence, asked before Qt is imported."""

import ctypes
import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from engine import words

# The name that is imported, and what pip calls it.
PYTHON_PACKAGES = {
    "numpy": "numpy",
    "PIL": "Pillow",
    "PySide6": "PySide6-Essentials>=6.11,<6.12",
    "pyqtgraph": "pyqtgraph>=0.14,<0.15",
}

# The file that the loader looks for, and the Debian or Ubuntu package that holds it.
SYSTEM_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
X_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
PLATFORM_LIBRARIES = {
    "xcb": SYSTEM_LIBRARIES | X_LIBRARIES,
    "wayland": SYSTEM_LIBRARIES | WAYLAND_LIBRARIES,
}

# The order is Qt's own.
DISPLAY_VARIABLES = {"wayland": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}
RENDER = "convscope render FILE -o OUT"


def complaint(environ: Mapping[str, str]) -> words.Text | None:
    """Why no window can open here and what would do, or None where one can."""
    package = missing_package()
    if package is not None:
        return words.text(
            "The Python package {package} is missing; install it with: {command}",
            package=PYTHON_PACKAGES[package].split(">")[0],
            command=_as_written(install_command(package)),
        )
    if not sys.platform.startswith("linux"):
        return None
    platforms = platforms_of(environ)
    if not platforms:
        return words.text(
            "There is no display to open a window on; to draw without one, use: {command}",
            command=_as_written(RENDER),
        )
    return _complaint_of_linux(platforms, environ)


def missing_package() -> str | None:
    """The first Python package that cannot be found, by the name it is imported by."""
    return next((name for name in PYTHON_PACKAGES if find_spec(name) is None), None)


def install_command(package: str) -> str:
    """What installs a missing Python package for the interpreter that runs.

    Outside a virtual environment a system's own Python may refuse packages, so there a checkout
    is pointed to its own set-up, which makes an environment and opens the window.
    """
    outside = sys.prefix == sys.base_prefix
    if outside and (Path(__file__).resolve().parents[1] / "Makefile").exists():
        return "make run"
    wanted = PYTHON_PACKAGES[package]
    return shlex.join([sys.executable, "-m", "pip", "install", wanted])


def platforms_of(environ: Mapping[str, str]) -> list[str]:
    """The Qt platforms that can be tried, in order; none where each would want a display."""
    asked = environ.get("QT_QPA_PLATFORM", "")
    wanted = [part.split(":")[0] for part in asked.split(";")] if asked else DISPLAY_VARIABLES
    return [one for one in wanted if environ.get(DISPLAY_VARIABLES.get(one, "QT_QPA_PLATFORM"))]


def loading_trouble(files: Iterable[Path | str]) -> str | None:
    """What the loader says of the first of these libraries that does not load.

    Qt itself blames libxcb-cursor0 whatever is missing, and aborts.
    """
    for file in files:
        try:
            ctypes.CDLL(os.fspath(file))
        except OSError as trouble:
            return str(trouble)
    return None


def _complaint_of_linux(platforms: list[str], environ: Mapping[str, str]) -> words.Text | None:
    troubles = {platform: loading_trouble(_qt_files(platform)) for platform in platforms}
    usable = [platform for platform in platforms if troubles[platform] is None]
    if not usable:
        known = PLATFORM_LIBRARIES.get(platforms[0], SYSTEM_LIBRARIES)
        return _complaint_of_library(str(troubles[platforms[0]]), known)
    if usable[0] == "xcb" and not _display_answers():
        return words.text(
            "The display {display} does not answer; to draw without one, use: {command}",
            display=environ["DISPLAY"],
            command=_as_written(RENDER),
        )
    return None


def _complaint_of_library(trouble: str, known: Mapping[str, str]) -> words.Text:
    import shutil  # with every kind of archive; few starts complain

    library, _, reason = trouble.partition(": ")
    if not reason.startswith("cannot open shared object file"):
        return words.text("Qt does not load on this system: {reason}", reason=_as_written(trouble))
    if library not in known or not shutil.which("apt-get"):
        return words.text(
            "The system library {library} is missing; install the package that holds it",
            library=library,
        )
    # One command for all that is missing, so that nobody meets them one by one.
    packages = sorted({known[name] for name in known if loading_trouble([name])})
    command = shlex.join(["apt-get", "install", *packages])
    return words.text(
        "The system library {library} is missing; install it with: {command}",
        library=library,
        command=_as_written(command if os.geteuid() == 0 else f"sudo {command}"),
    )


def _qt_files(platform: str) -> Iterator[Path]:
    spec = find_spec("PySide6")
    for folder in (spec and spec.submodule_search_locations) or []:
        qt = Path(folder) / "Qt"
        wanted = [
            qt / "lib" / "libQt6Widgets.so.6",
            qt / "plugins/platforms" / f"libq{platform}.so",
        ]
        # A system's own PySide6 keeps Qt elsewhere, with its dependencies declared.
        yield from (file for file in wanted if file.exists())


def _display_answers() -> bool:
    """Whether the X display that the environment names takes a connection.

    Without one Qt ends in an abort instead of an error.
    """
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed


def _as_written(command: str) -> words.Text:
    """A command as a value that is neither cut nor translated."""
    return words.Text(command.replace("{", "{{").replace("}", "}}"))

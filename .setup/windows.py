"""Takes the README's pictures of the window, as a person would come to see it, without a display.

The bundled fonts are the window's own on Linux alone, so it is there that they are renewed.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "window"
SIZE = (1440, 900)
LARGEST_BYTES = 120_000
# How often Qt may ask for more before a picture is taken.
ROUNDS = 50
COMMON = 160  # colours that are kept as they are, of 256

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ.pop("XDG_CURRENT_DESKTOP", None)
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402
from PySide6.QtCore import QBuffer, QSettings, Qt  # noqa: E402
from PySide6.QtGui import QPixmap  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from gui import app  # noqa: E402

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class Picture(NamedTuple):
    """What is seen: a document at a step, in colours and a language, a cell and what is typed."""

    document: str
    step: int
    cell: tuple[str, str]
    theme: str = "light"
    language: str = "en"
    typed: str = ""
    panel: str = "report"


PICTURES = {
    "light.png": Picture("stack", 12, ("conv2", "dilation")),
    "dark.png": Picture("stack", 12, ("conv2", "dilation"), theme="dark"),
    "chinese.png": Picture("stack", 12, ("conv2", "dilation"), language="zh_CN"),
    "refused.png": Picture("refused", 8, ("conv3", "dilation"), typed="4", panel="problems"),
}


def main() -> int:
    """Take every picture; 1 where one became too large."""
    with tempfile.TemporaryDirectory() as folder:
        # Whoever renews the pictures has a window of another kind.
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(QSettings.Format.IniFormat, scope, folder)
        window = app.build([])
        window.settings.set_reduced_motion(True)
        too_large = [name for name, one in PICTURES.items() if _save(name, _taken(window, one))]
    for name in too_large:
        sys.stderr.write(f"{name} is larger than {LARGEST_BYTES} bytes.\n")
    return int(bool(too_large))


def _taken(window: MainWindow, one: Picture) -> QPixmap:
    window.settings.set_theme(one.theme)
    window.settings.set_language(one.language)
    window.life.open_file(FOLDER / f"{one.document}.convscope")
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    window.docks.reset(window.width())
    window.docks.bring(one.panel)
    _settle()
    window.table.setFocus()
    window.table.go_to(*one.cell)
    window.playback.go_to(one.step - 1)
    _settle()
    for mark in one.typed:
        QTest.keyClicks(QApplication.focusWidget() or window, mark)
    if one.typed:
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Return)
    _settle()
    taken = window.grab()
    while window.store.can_undo:
        window.store.undo()
    return taken


def _settle() -> None:
    for _ in range(ROUNDS):
        QApplication.processEvents()


def _save(name: str, taken: QPixmap) -> bool:
    """Write the picture with few colours; whether it is too large all the same."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    taken.save(buffer, "PNG")
    with Image.open(io.BytesIO(bytes(buffer.data().data()))) as picture:
        few = _with_few_colours(picture.convert("RGB"))
    few.save(FOLDER / name, optimize=True)
    return (FOLDER / name).stat().st_size > LARGEST_BYTES


def _with_few_colours(picture: Image.Image) -> Image.Image:
    """Most of the pixels as they are, so that grounds keep their grey; small signs in theirs."""
    pixels = np.asarray(picture).reshape(-1, 3).astype(np.int64)
    colours, places, counts = np.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    common = colours[np.argsort(-counts, kind="stable")[:COMMON]]
    rare = picture.quantize(256 - COMMON, Image.Quantize.MAXCOVERAGE).getpalette() or []
    kept = np.concatenate([common, np.array(rare).reshape(-1, 3)])[:256]
    # Pillow's own search for the nearest colour is only near.
    nearest = ((colours[:, None] - kept[None]) ** 2).sum(axis=2).argmin(axis=1)
    few = Image.fromarray(nearest[places.reshape(-1)].astype(np.uint8).reshape(picture.size[::-1]))
    few.putpalette(kept.astype(np.uint8).tobytes())
    return few


if __name__ == "__main__":
    raise SystemExit(main())

"""What the renderer of figures needs, and what it does without."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import gui.render
from tests import source

NEEDS_QT = {"fonts", "pens"}
MODULES = {module.name for module in pkgutil.iter_modules(gui.render.__path__)}


def imported_by(modules: set[str]) -> set[str]:
    names = ", ".join(f"gui.render.{name}" for name in sorted(modules))
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {names}; print(*sys.modules)"],
        cwd=source.ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


def test_figures_need_no_widgets() -> None:
    found = imported_by(MODULES)
    assert "PySide6.QtGui" in found
    assert not {"PySide6.QtWidgets", "pyqtgraph"} & found


def test_what_is_only_said_of_colours_and_places_needs_no_qt() -> None:
    assert NEEDS_QT < MODULES
    data = {"colours", "measures", "ramps", "theme", "places", "reaches", "alternatives"}
    assert not {"PySide6", "shiboken6"} & imported_by(data)

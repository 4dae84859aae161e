"""How soon the window is painted, and how soon a figure in it, against windows that hold less."""

from __future__ import annotations

import tempfile
from pathlib import Path

from engine import file_format
from tests.benchmarks.side_by_side import Row, ratio, start_python
from tests.engine.stacks import conv, stack

OURS = """
from tests.benchmarks import first_paint
first_paint.ends_at_window()
import main
raise SystemExit(main.main())
"""
BARE = """
from tests.benchmarks import first_paint
first_paint.ends_at_window()
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
raise SystemExit(application.exec())
"""
OUR_FIGURE = """
from tests.benchmarks import first_paint
first_paint.ends_at_figure()
import main
raise SystemExit(main.main())
"""
ONE_IMAGE = """
from tests.benchmarks import first_paint
first_paint.ends_at_figure()
import numpy
import pyqtgraph
application = pyqtgraph.mkQApp()
view, box = pyqtgraph.GraphicsView(), pyqtgraph.ViewBox()
view.setCentralItem(box)
box.addItem(pyqtgraph.ImageItem(numpy.eye(8)))
view.resize(1440, 900)
view.show()
raise SystemExit(application.exec())
"""


def measure_window() -> float:
    return ratio(lambda: start_python("-c", OURS), lambda: start_python("-c", BARE))


def measure_figure() -> float:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one.convscope"
        file.write_bytes(file_format.write(stack(conv("a"))))
        return ratio(
            lambda: start_python("-c", OUR_FIGURE, str(file)),
            lambda: start_python("-c", ONE_IMAGE),
        )


ROWS = (
    Row("start to painted / a bare Qt window", "×", 1.5, measure_window, limit=1.37),
    Row("start to figure / pyqtgraph with one image", "×", 1.3, measure_figure, limit=1),
)

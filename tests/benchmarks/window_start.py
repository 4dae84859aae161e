"""How soon the window is painted, against a main window that holds nothing."""

from __future__ import annotations

from tests.benchmarks.side_by_side import Row, ratio, start_python

OURS = """
from tests.benchmarks import first_paint
first_paint.ends_the_loop()
import main
raise SystemExit(main.main())
"""
BARE = """
from tests.benchmarks import first_paint
first_paint.ends_the_loop()
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
raise SystemExit(application.exec())
"""


def measure() -> float:
    return ratio(lambda: start_python("-c", OURS), lambda: start_python("-c", BARE))


ROWS = (Row("start to painted / a bare Qt window", "×", goal=1.5, limit=1.37, measure=measure),)

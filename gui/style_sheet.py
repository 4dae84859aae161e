"""The few things of the window that Qt's Fusion draws otherwise, in the colours of a palette."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gui import icons, palette, sizes

if TYPE_CHECKING:
    from gui.palette import Colours

_COLOUR = re.compile(r"\$([a-z_]+)")
_SIZE = re.compile(r"%([0-9]+)px")
# A dollar stands before a colour of the palette, a percent sign before a size. What has the
# keyboard gets another edge and never another size, or all that stands beside it would move.
_RULES = """
QMainWindow::separator { background: $line; width: 1px; height: 1px; }
QMenuBar { background: $window; border: none; padding: 0 %8px; }
QMenuBar::item { padding: %6px %10px; background: transparent; }
QMenuBar::item:selected { background: $selection; border-radius: %6px; color: $text; }
QToolBar { background: $window; border: none; border-bottom: 1px solid $line;
  padding: 0 %8px; spacing: %2px; }
QToolBar#playback_bar { background: $panel; border: none; border-top: 1px solid $line; }
QToolBar::separator { background: $line; width: 1px; margin: %6px %6px; }
QToolBar QLabel { color: $soft_text; }
QStatusBar { background: $window; border-top: 1px solid $line; color: $soft_text;
  font-size: %12px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $soft_text; }
#dock_title { background: $window; border-bottom: 1px solid $line; }
#dock_title_words { font-weight: 600; font-size: %12px; }
#upright_rule { background: $line; }
#paper { background: $canvas; }
#soft { color: $soft_text; }
QTableView#design_table { background: $panel; border: 1px solid transparent; }
QTableView#design_table:focus { border: 1px solid $accent; }
QStackedWidget#design_pages { background: $panel; border: 1px solid $line; border-radius: %6px; }
QToolButton { border: 1px solid transparent; border-radius: %6px; padding: %1px;
  background: transparent; }
QToolBar > QToolButton { min-width: %28px; min-height: %28px; }
#dock_title QToolButton { padding: 0; }
QToolButton:hover, QToolButton:checked { background: $selection; }
QToolButton:focus { border-color: $accent; }
QPushButton { background: $panel; border: 1px solid $control_edge; border-radius: %6px;
  color: $text; padding: 0 %12px; min-height: %26px; }
QPushButton:hover { background: $selection; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $disabled; border-color: $line; }
QPushButton#accent_button, QDialog QPushButton:default { background: $accent; color: $on_accent;
  border: 1px solid $accent; font-weight: 600; }
QPushButton#accent_button:focus, QDialog QPushButton:default:focus { border: 2px solid $text;
  padding: 0 %11px; min-height: %24px; }
QPushButton#accent_button:disabled, QDialog QPushButton:default:disabled { background: $line;
  border-color: $line; color: $disabled; }
QPushButton#problems_button { border: 1px solid transparent; background: transparent;
  color: $soft_text; padding: 0 %5px; min-height: %18px; border-radius: %5px; font-size: %12px; }
QPushButton#problems_button[bad="true"] { background: $bad_back; color: $bad; font-weight: 600; }
QPushButton#problems_button:focus { border-color: $accent; }
QPushButton#link_button { border: 1px solid transparent; background: transparent; color: $accent;
  padding: 0 %1px; min-height: %16px; text-align: left; border-radius: %5px; }
QPushButton#link_button:hover { text-decoration: underline; }
QPushButton#link_button:focus { border-color: $accent; }
#card { background: $panel; border: 1px solid $line; border-radius: %8px; }
#warn_box { background: $warn_back; border-radius: %8px; }
#warn_title { color: $warn; }
QComboBox { background: $panel; border: 1px solid $control_edge; border-radius: %5px;
  padding: 0 %8px; color: $text; }
QComboBox:focus, QDialog QLineEdit:focus { border: 1px solid $accent; }
QComboBox:disabled { background: $derived; color: $disabled; border-color: $line; }
QComboBox::drop-down { border: none; width: %22px; }
QComboBox::down-arrow { image: url("@chevron"); width: %14px; height: %14px; }
QDialog QLineEdit { background: $panel; color: $text;
  border: 1px solid $control_edge; border-radius: %5px; padding: 0 %6px; }
QDialog QLineEdit[bad="true"] { border: 2px solid $bad; }
QComboBox { min-height: %26px; }
QCheckBox { spacing: %6px; }
QCheckBox::indicator { width: %14px; height: %14px; background: $panel;
  border: 1px solid $control_edge; border-radius: %3px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("@check"); }
QCheckBox::indicator:focus { border: 1px solid $accent; }
QCheckBox::indicator:disabled { border-color: $line; }
QTabBar { background: $window; qproperty-drawBase: 0; }
QTabBar::tab { background: $window; border: none; border-bottom: 2px solid transparent;
  padding: %6px %12px; color: $soft_text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:hover { color: $text; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: %10px; }
QScrollBar:horizontal { height: %10px; }
QScrollBar::handle { background: $control_edge; border-radius: %3px; margin: %2px; }
QScrollBar::handle:vertical { min-height: %24px; }
QScrollBar::handle:horizontal { min-width: %24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""


def of(colours: Colours) -> str:
    """The style sheet in these colours, its sizes those of the system's letters."""
    sheet = _SIZE.sub(lambda found: f"{sizes.scaled(int(found[1]))}px", _RULES)
    sheet = _COLOUR.sub(lambda found: str(getattr(colours, found[1])), sheet)
    # A style sheet's pictures are files, and have their colour in them.
    kind = "dark" if colours is palette.DARK else "light"
    for name in ("chevron", "check"):
        path = icons.FOLDER / "fixed" / f"{name}_{kind}.svg"
        sheet = sheet.replace(f"@{name}", path.as_posix())
    return sheet

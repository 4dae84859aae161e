"""The colours of the window, light and dark, and how the application takes them on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

Group = QPalette.ColorGroup
Role = QPalette.ColorRole


@dataclass(frozen=True)
class Colours:
    """What each part of the window is painted with, by role."""

    window: str
    panel: str
    derived: str
    line: str
    control_edge: str
    text: str
    soft_text: str
    disabled: str
    accent: str
    on_accent: str
    selection: str
    good: str
    good_back: str
    warn: str
    warn_back: str
    bad: str
    bad_back: str
    bars: str
    canvas: str


LIGHT = Colours(
    window="#F3F4F6",
    panel="#FFFFFF",
    derived="#F6F7F9",
    line="#DEE2E7",
    control_edge="#868E99",
    text="#1B2128",
    soft_text="#56606B",
    disabled="#8A929C",
    accent="#4A49C9",
    on_accent="#FFFFFF",
    selection="#E9E9FB",
    good="#1B7340",
    good_back="#E0F3E7",
    warn="#855600",
    warn_back="#FDF0D0",
    bad="#B3261E",
    bad_back="#FCE8E6",
    bars="#1F6DA3",
    canvas="#FFFFFF",
)
DARK = Colours(
    window="#1C1F24",
    panel="#24282E",
    derived="#1F2328",
    line="#363C44",
    control_edge="#7C8590",
    text="#EDF0F3",
    soft_text="#A9B3BE",
    disabled="#737C87",
    accent="#A6A8FF",
    on_accent="#12132B",
    selection="#33355C",
    good="#5CCB8F",
    good_back="#1D3A2B",
    warn="#E8B84A",
    warn_back="#3D3319",
    bad="#FF8A80",
    bad_back="#46231F",
    bars="#56B4E9",
    canvas="#14181D",
)
SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def colours_of(scheme: Qt.ColorScheme) -> Colours:
    """The colours of a scheme; a system that names none is light."""
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def present(widget: QWidget) -> Colours:
    """The colours that a widget is dressed in, by the accent of its palette."""
    return DARK if widget.palette().color(Role.Accent) == QColor(DARK.accent) else LIGHT


def dress(application: QApplication, scheme: Qt.ColorScheme) -> None:
    """Give the application and its windows the colours of a scheme."""
    application.setPalette(window_palette(colours_of(scheme)))


def window_palette(colours: Colours) -> QPalette:
    """Qt's palette of everything but the figure."""
    palette = QPalette()
    for role, colour in _roles(colours).items():
        palette.setColor(role, QColor(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText, Role.HighlightedText):
        palette.setColor(Group.Disabled, role, QColor(colours.disabled))
    return palette


def _roles(colours: Colours) -> dict[QPalette.ColorRole, str]:
    return {
        Role.Window: colours.window,
        Role.WindowText: colours.text,
        Role.Base: colours.panel,
        Role.AlternateBase: colours.derived,
        Role.Text: colours.text,
        Role.PlaceholderText: colours.soft_text,
        Role.Button: colours.panel,
        Role.ButtonText: colours.text,
        Role.BrightText: colours.on_accent,
        Role.ToolTipBase: colours.panel,
        Role.ToolTipText: colours.text,
        Role.Highlight: colours.selection,
        Role.HighlightedText: colours.text,
        Role.Link: colours.accent,
        Role.LinkVisited: colours.accent,
        Role.Accent: colours.accent,
        Role.Light: colours.panel,
        Role.Midlight: colours.line,
        Role.Mid: colours.line,
        Role.Dark: colours.control_edge,
        Role.Shadow: colours.control_edge,
    }

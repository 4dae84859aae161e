"""Which languages the window speaks, by their own names, and how Qt's own words follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

NAMES = {"en": "English", "zh_CN": "简体中文"}
# What Qt speaks by itself.
OF_QT = "en"


def speak(application: QApplication, language: str) -> None:
    """Let Qt's own dialogs speak that language, and no other any more."""
    from PySide6.QtCore import QLibraryInfo, QTranslator  # most windows speak Qt's own language

    for spoken in application.findChildren(QTranslator):
        application.removeTranslator(spoken)
        spoken.setParent(None)
    if language == OF_QT:
        return
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        application.installTranslator(translator)

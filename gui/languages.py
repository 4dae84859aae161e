"""Which languages the window speaks, by their own names, and how Qt's own words follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTranslator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

NAMES = {"en": "English", "zh_CN": "简体中文"}


def speak(application: QApplication, language: str) -> None:
    """Let Qt's own dialogs speak that language, and no other any more."""
    for spoken in application.findChildren(QTranslator):
        application.removeTranslator(spoken)
        spoken.setParent(None)
    if language == "en":
        return
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        application.installTranslator(translator)

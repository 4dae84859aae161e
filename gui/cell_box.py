"""The box under a cell: why what was typed is refused or does not fit, and what would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engine.problems import Fix
from engine.words import Text, text
from gui import icons, palette, panel, sizes
from gui.cell_frame import MARGIN, CellFrame

WIDTH = 344
SIGN, INDENT = 16, 40
BESIDE, BELOW_EACH_OTHER = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
MOST_REMEDIES = 2

_ONE_KEY = text("Alt+1 takes the remedy")
_TWO_KEYS = text("Alt+1, Alt+2 take a remedy")
_TAKEN_BACK = text("Ctrl+Z takes it back")


class CellBox(CellFrame):
    """Emits remedy_chosen(Fix)."""

    remedy_chosen = Signal(object)

    def __init__(self, window: QWidget, said: Callable[[Text], str]) -> None:
        super().__init__(window)
        self.setObjectName("cell_box")
        self._said = said
        self.fixes: tuple[Fix, ...] = ()
        self.setFixedWidth(sizes.scaled(WIDTH))
        margin = sizes.scaled(MARGIN)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(sizes.scaled(INDENT), margin, margin, margin)
        outer.setSpacing(sizes.scaled(8))
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.RichText)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._buttons = QBoxLayout(BESIDE)
        self._buttons.setSpacing(sizes.scaled(8))
        self._hint = QLabel(self)
        self._hint.setFont(sizes.lettering(sizes.HINT_PX))
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setObjectName("soft")
        outer.addWidget(self._sentence)
        self._buttons_row = QWidget(self)
        self._buttons_row.setLayout(self._buttons)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._buttons_row)
        outer.addWidget(self._hint)

    @property
    def edge(self) -> str:
        return palette.present(self).bad

    @property
    def sentence(self) -> str:
        """What the box says, without its marks."""
        return self.accessibleDescription()

    def say_refused(self, sentence: Text, kept: str) -> None:
        """Why it cannot enter, and what Esc keeps."""
        hint = [text("Esc keeps {value}", value=kept)] if kept else []
        self._fill(None, sentence, (), hint)

    def say_marked(self, heading: Text, sentence: Text, fixes: Sequence[Fix]) -> None:
        """What does not fit, and the remedies that there are."""
        keys = (_TWO_KEYS if len(fixes) > 1 else _ONE_KEY,) if fixes else ()
        self._fill(heading, sentence, tuple(fixes[:MOST_REMEDIES]), (*keys, _TAKEN_BACK))

    def _fill(
        self, heading: Text | None, sentence: Text, fixes: tuple[Fix, ...], hint: Sequence[Text]
    ) -> None:
        self.fixes = fixes
        reason = _capital(self._said(sentence))
        head = _capital(self._said(heading)) if heading is not None else ""
        self.setAccessibleName(head or reason)
        self.setAccessibleDescription(f"{head} {reason}".strip())
        reason = _plain(panel.together(reason))
        self._sentence.setText(f"<b>{_plain(head)}</b> {reason}" if head else reason)
        self._hint.setText("    ".join(self._said(one) for one in hint))
        self._hint.setVisible(bool(hint))
        self._lay_buttons()
        # A label that no style sheet has dressed yet knows another height, and one whose height is
        # fixed knows no smaller one.
        self._sentence.ensurePolished()
        self._sentence.setMinimumHeight(0)
        self._sentence.setFixedHeight(self._sentence.heightForWidth(self._inside))

    @property
    def _inside(self) -> int:
        """The width that words and buttons have."""
        return self.width() - sizes.scaled(INDENT) - sizes.scaled(MARGIN)

    def _lay_buttons(self) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        wide = -self._buttons.spacing()
        for fix in self.fixes:
            button = QPushButton(_capital(self._said(fix.label)), self)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, fix=fix: self.remedy_chosen.emit(fix))
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            button.ensurePolished()
            wide += self._buttons.spacing() + button.sizeHint().width()
        has_room = wide <= self._inside
        self._buttons.setDirection(BESIDE if has_room else BELOW_EACH_OTHER)
        self._buttons.addStretch(1)
        self._buttons_row.setVisible(bool(self.fixes))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """The card, and the sign of what is wrong."""
        super().paintEvent(event)
        side = sizes.scaled(SIGN)
        where = QRectF(sizes.scaled(MARGIN), sizes.scaled(MARGIN), side, side)
        icons.draw(QPainter(self), "sign_bad", where, palette.present(self).bad)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _plain(sentence: str) -> str:
    return sentence.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

"""Somebody who does anything at all before the window: any key, any click, anything typed."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from engine import layers
from gui import layer_clipboard
from tests.gui.person import Key, Modifier, mouse

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QAbstractItemModel, QObject

    from tests.gui.person import Person

KEYS = (
    Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Tab, Key.Key_Backtab,
    Key.Key_Return, Key.Key_Escape, Key.Key_Backspace, Key.Key_Delete, Key.Key_Insert,
    Key.Key_Space, Key.Key_F2, Key.Key_F4, Key.Key_F6, Key.Key_F9, Key.Key_Home, Key.Key_End,
    Key.Key_PageUp, Key.Key_PageDown, Key.Key_Plus, Key.Key_Minus, Key.Key_1, Key.Key_3, Key.Key_X,
    Key.Key_Comma, Key.Key_F,
)  # fmt: skip
MODIFIERS = (
    *(Modifier.NoModifier,) * 7, Modifier.ShiftModifier, Modifier.AltModifier,
    Modifier.ControlModifier, Modifier.ControlModifier | Modifier.ShiftModifier,
)  # fmt: skip
TYPED = (
    "3", "5x3", "3, 5", "same", "1 2 / 0 1", "2", "0", "-1", "abc", "40", "99999999999", "1e9",
    "½", "conv", "max pool", "add", "pad", "unpool", "transposed", "conv1", "a, input", "新层",
    "{x}", "%1", "<b>", "&&", "\t", '"', "  ",
)  # fmt: skip
PASTED = (
    "conv\t3\t1\t1\t1\nmax pool\t2\t2\t0\t1\n", "operation\tkernel\toutput\nconv\t3\t7×7\n",
    "运算\t卷积核\n卷积\t3\n", "nothing that is known", "{", "[]", '[{"op": "conv"}]',
    "\t\t\n\t\t\n", "conv\t3\n" * 3, "conv,0\n", "\x00\ufffe", "9" * 5_000, "",
)  # fmt: skip
# Those that ask a person for something in a window of their own, or end it all.
LEFT_ALONE = ("new", "quit", "what_is_this", "keyboard", "about")
MENUS = ("scene", "columns", "panels", "theme", "language", "arrange")
MOST_LAYERS = 6
HELD = 12


class Unruly:
    """Acts by a seeded draw; `lately` says what came last, for whoever has to find out why."""

    def __init__(self, here: Person, drawn: random.Random) -> None:
        self._here, self._drawn = here, drawn
        self.lately: deque[str] = deque(maxlen=HELD)
        for name in LEFT_ALONE:
            here.action(name).setEnabled(False)
        self._acts: dict[Callable[[], str], int] = {
            self._press: 30, self._write: 6, self._fill_in: 12, self._add: 3, self._focus: 5,
            self._mouse: 20, self._wheel: 4, self._ask_for_menu: 1, self._trigger: 10,
            self._choose: 3, self._go_back_or_forth: 3, self._look_otherwise: 1, self._resize: 1,
            self._copy_junk: 2, self._wait: 3,
        }  # fmt: skip

    def act(self) -> None:
        """One thing, whatever it is."""
        if len(self._here.window.store.document.layers) > MOST_LAYERS:
            self.lately.append(self._take_out())
            return
        (what,) = self._drawn.choices([*self._acts], [*self._acts.values()])
        self.lately.append(f"{what.__name__} {what()}")

    def _press(self) -> str:
        key, modifiers = self._drawn.choice(KEYS), self._drawn.choice(MODIFIERS)
        room = self._keyboard()
        said = f"{key.name} {modifiers} in {_name(room)}"
        QTest.keyClick(room, key, modifiers)
        return said

    def _write(self) -> str:
        typed = self._drawn.choice(TYPED)
        for mark in typed:
            enter(self._keyboard(), mark)
        if self._drawn.random() < 0.7:
            QTest.keyClick(self._keyboard(), self._drawn.choice((Key.Key_Return, Key.Key_Tab)))
        return repr(typed)

    def _fill_in(self) -> str:
        """Something typed into any cell of the table."""
        table, model = self._here.table, self._here.table.model()
        row, column = (self._drawn.randrange(one()) for one in (model.rowCount, model.columnCount))
        table.setFocus()
        table.setCurrentIndex(model.index(row, column))
        return f"{row} {column} {self._write()}"

    def _add(self) -> str:
        """A layer of any kind, as a person adds one."""
        op = self._drawn.choice([*layers.OPERATIONS])
        self._here.table.setFocus()
        self._here.add(op)
        return op

    def _focus(self) -> str:
        parts = [
            part
            for part in self._here.window.findChildren(QWidget)
            if part.isVisible() and part.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        part = self._here.table if self._drawn.random() < 0.5 else self._drawn.choice(parts)
        part.setFocus()
        return _name(part)

    def _mouse(self) -> str:
        """Press, move and let go, with any button; often where it was pressed, at times twice."""
        room, at = self._place()
        buttons = (*(Qt.MouseButton.LeftButton,) * 4, Qt.MouseButton.RightButton)
        button, keys = self._drawn.choice(buttons), self._drawn.choice(MODIFIERS)
        way = [at]
        if self._drawn.random() < 0.4:
            way += [self._inside(room) for _ in range(self._drawn.randrange(1, 5))]
        said = f"{button.name} {keys} in {_name(room)} at {[place.toTuple() for place in way]}"
        with_mouse(room, way, button, keys, twice=self._drawn.random() < 0.15)
        return said

    def _wheel(self) -> str:
        room, at = self._place()
        turn = QPoint(0, self._drawn.choice((-240, -120, 120, 240)))
        event = QWheelEvent(
            QPointF(at), QPointF(room.mapToGlobal(at)), QPoint(), turn, Qt.MouseButton.NoButton,
            self._drawn.choice(MODIFIERS), Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        said = f"{turn.y()} in {_name(room)}"
        QApplication.sendEvent(room, event)
        return said

    def _ask_for_menu(self) -> str:
        """Of the table, its header, or the window; Qt's own spin boxes would wait for an answer."""
        table, window = self._here.table, self._here.window
        room = self._drawn.choice((table, table.horizontalHeader(), window))
        at, said = self._inside(room), _name(room)
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(room, QContextMenuEvent(reason, at, room.mapToGlobal(at)))
        return said

    def _trigger(self) -> str:
        actions = [
            action
            for action in self._here.window.actions()
            if action.isEnabled() and action.isVisible()
        ]
        action = self._drawn.choice(actions)
        action.trigger()
        return action.objectName()

    def _choose(self) -> str:
        """An entry of a menu whose entries are made when it opens."""
        menus = self._here.window.menus
        menu: QMenu = menus[self._drawn.choice(MENUS)]
        menu.aboutToShow.emit()
        entries = [one for one in menu.actions() if one.isEnabled() and not one.isSeparator()]
        if not entries:
            return "nothing"
        entry = self._drawn.choice(entries)
        said = f"{menu.title()}: {entry.text()}"
        entry.trigger()
        return said

    def _go_back_or_forth(self) -> str:
        name = self._drawn.choice(("undo", "undo", "redo"))
        self._here.action(name).trigger()
        return name

    def _look_otherwise(self) -> str:
        language, theme = self._drawn.choice(("en", "zh_CN")), self._drawn.choice(("light", "dark"))
        self._here.window.settings.set_language(language)
        self._here.window.settings.set_theme(theme)
        return f"{language} {theme}"

    def _resize(self) -> str:
        wide, high = self._drawn.randrange(900, 1250), self._drawn.randrange(600, 800)
        self._here.window.resize(wide, high)
        return f"{wide}×{high}"

    def _copy_junk(self) -> str:
        kind = self._drawn.random()
        data, words = QMimeData(), self._drawn.choice(PASTED)
        if kind < 0.1:
            image = QImage(2, 2, QImage.Format.Format_RGB32)
            image.fill(QColor("red"))
            data.setImageData(image)
        elif kind < 0.25:
            data.setData(layer_clipboard.LAYERS, words.encode("utf-8", "replace"))
        else:
            data.setText(words)
        layer_clipboard.put(data)
        self._here.action("paste").trigger()
        return repr(words[:30])

    def _wait(self) -> str:
        ms = self._drawn.choice((1, 40, 900, 20_000))
        self._here.window.playback.advance(ms)
        return f"{ms} ms"

    def _take_out(self) -> str:
        """Layers enough; the figure of hundreds shows nothing more."""
        self._here.table.setFocus()
        self._here.table.selectAll()
        self._here.action("remove_layer").trigger()
        return "take everything out"

    def _keyboard(self) -> QWidget:
        """Where a key goes: a menu that is open takes every key."""
        popup = QApplication.activePopupWidget()
        if popup is None:
            return self._here.focus
        inside: QWidget | None = popup.focusWidget()
        return popup if inside is None else inside

    def _place(self) -> tuple[QWidget, QPoint]:
        """The widget under a place that a person would click, and the place in it."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        kind = self._drawn.random()
        if kind < 0.4 and self._here.find(QWidget, "figure").isVisible():
            room = self._here.find(QWidget, "figure")
        elif kind < 0.65 and self._here.table.isVisible():
            room = self._here.table.viewport()
        elif kind < 0.75 and self._here.find(QWidget, "position_slider").isVisible():
            room = self._here.find(QWidget, "position_slider")
        else:
            room = self._drawn.choice(
                [part for part in self._here.window.findChildren(QWidget) if is_reached(part)]
            )
        at = self._inside(room)
        window = room.window()
        child = window.childAt(room.mapTo(window, at))
        return (
            (room, at) if child is None else (child, child.mapFrom(window, room.mapTo(window, at)))
        )

    def _inside(self, room: QWidget) -> QPoint:
        return QPoint(
            self._drawn.randrange(max(room.width(), 1)),
            self._drawn.randrange(max(room.height(), 1)),
        )


def is_reached(part: QWidget) -> bool:
    """Whether a mouse gets there; what Qt has no use for now, it keeps beyond the window's edge."""
    return part.isVisible() and not part.visibleRegion().isEmpty()


def enter(room: QWidget, mark: str) -> None:
    """What a keyboard or an input method sends for one mark; QTest knows ASCII alone."""
    if " " <= mark <= "~":
        QTest.keyClicks(room, mark)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(room, QKeyEvent(kind, 0, Modifier.NoModifier, mark))


def with_mouse(
    room: QWidget, way: list[QPoint], button: Qt.MouseButton, keys: Modifier, *, twice: bool
) -> None:
    """Move to the first place, press, move along the way and let go; perhaps press again."""
    left_alone, kinds = Qt.MouseButton.NoButton, QEvent.Type
    events = [(kinds.MouseMove, way[0], left_alone, left_alone)]
    events += [(kinds.MouseButtonPress, way[0], button, button)]
    events += [(kinds.MouseMove, at, left_alone, button) for at in way[1:]]
    events += [(kinds.MouseButtonRelease, way[-1], button, left_alone)]
    if twice:
        events += [(kinds.MouseButtonDblClick, way[-1], button, button)]
        events += [(kinds.MouseButtonRelease, way[-1], button, left_alone)]
    gone = False

    def forget(_: QObject) -> None:
        nonlocal gone
        gone = True

    room.destroyed.connect(forget)
    for kind, at, pressed, held in events:
        if gone or not is_reached(room):  # a click may take away what was clicked
            break
        mouse(room, kind, at, pressed, held, keys)
    if not gone:
        room.destroyed.disconnect(forget)


def _name(part: QWidget) -> str:
    """What it is called, or what it lies in."""
    kind = type(part).__name__
    names = (one.objectName() for one in _upwards(part))
    return f"{kind} of {next(filter(None, names), 'nobody')}"


def _upwards(part: QWidget) -> Iterator[QWidget]:
    above: QWidget | None = part
    while above is not None:
        yield above
        above = above.parentWidget()


def columns_of(model: QAbstractItemModel) -> list[list[str]]:
    """Every cell as the table would say it."""
    return [
        [str(model.index(row, at).data()) for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]

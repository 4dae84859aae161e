"""Figures as shapes, an SVG drawing or a PDF page: the same bytes for the same figure."""

from __future__ import annotations

import math
import re
from base64 import b64encode
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF, QUuid
from PySide6.QtGui import QColor, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from gui.render import export, fonts, page_order, painter
from gui.render.easel import Manner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gui.render.export import Figure

NAME = "Convscope"
INCH_IN_MILLIMETRES = 25.4
INCH_IN_POINTS = 72
# Whole points are rounded up; what is less than this above one is an error of floats.
_LEAST_REST = 1e-6
# A page's own units to an inch, finer than anything that is drawn.
_PAGE_UNITS = 1200
_PAGE_ID = "{6a1f2b9c-0c5e-5f0e-9d64-3f7c1f0a7e51}"

_GROUP = re.compile(r"<g ([^>]*)>\n(.*?)</g>\n", re.DOTALL)
_FONT = re.compile(r'font-(?:family|size|weight|style)="[^"]*"\s*')
_USUAL = re.compile(
    r'(?:(?:fill|stroke)-opacity="1"|font-style="normal"|font-family="[^"]*"|'
    r'transform="matrix\(1,0,0,1,0,0\)")\s*'
)


def svg(shown: Figure, steps: Sequence[int], dpi: int | None = None) -> bytes:
    """The figure at these steps, side by side, as a drawing; without dpi it measures in pixels."""
    made = QByteArray()
    buffer = QBuffer(made)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    width, height = _size(shown, steps)
    device = QSvgGenerator()
    device.setOutputDevice(buffer)
    device.setSize(QSize(width, height))
    device.setViewBox(QRectF(0, 0, width, height))
    _paint(QPainter(device), shown, steps)
    return _rewritten(bytes(made.data()).decode(), (width, height), dpi).encode()


def pdf(shown: Figure, steps: Sequence[int], dpi: int | None = None) -> bytes:
    """The same as a page, its sides rounded up to whole points."""
    made = QByteArray()
    buffer = QBuffer(made)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    dots = dpi or export.USUAL_DPI
    sides = [math.ceil(side * INCH_IN_POINTS / dots - _LEAST_REST) for side in _size(shown, steps)]
    page, unit = QPageSize.Unit.Point, QPageSize.SizeMatchPolicy.ExactMatch
    device = QPdfWriter(buffer)
    device.setResolution(_PAGE_UNITS)
    device.setPageSize(QPageSize(QSizeF(*sides), page, "", unit))
    device.setPageMargins(QMarginsF(0, 0, 0, 0))
    device.setTitle(NAME)
    device.setCreator(NAME)
    device.setDocumentId(QUuid(_PAGE_ID))
    device.setDocumentXmpMetadata(QByteArray(_METADATA))
    drawing = QPainter(device)
    if shown.style.paper:
        area = QRectF(0, 0, device.width() + 1, device.height() + 1)
        drawing.fillRect(area, QColor(*shown.style.theme.paper))
    drawing.scale(_PAGE_UNITS / dots, _PAGE_UNITS / dots)
    _paint(drawing, shown, steps)
    return page_order.settled(bytes(made.data()))


def _size(shown: Figure, steps: Sequence[int]) -> tuple[int, int]:
    return shown.layout.canvas.width * len(steps), shown.layout.canvas.height


def _paint(device: QPainter, shown: Figure, steps: Sequence[int]) -> None:
    """Draws and ends, so that the device has all there is."""
    style = shown.style
    manner = Manner(paper=style.paper, outlines=style.outlines)
    for step in steps:
        frame = shown.timeline.frame_at(step)
        device.save()
        painter.paint(device, frame, shown.layout, style.theme, manner=manner)
        device.restore()
        device.translate(shown.layout.canvas.width, 0)
    device.end()


def _rewritten(drawn: str, size: tuple[int, int], dpi: int | None) -> str:
    """What Qt wrote, with what it said over and over said once."""
    start = drawn.index("<g ", drawn.index("</defs>"))
    body = drawn[drawn.index("\n", start) + 1 :]
    parts = [
        (" ".join(_USUAL.sub("", _FONT.sub("", look)).split()), _USUAL.sub("", shapes))
        for look, shapes in _GROUP.findall(body)
        if shapes.strip()
    ]
    drawing = "".join(_joined(parts))
    width, height = (_length(side, dpi) for side in size)
    families = ",".join((*fonts.FAMILIES, "sans-serif"))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {size[0]} {size[1]}">\n<title>{NAME}</title>\n{_faces(drawing)}'
        f'<g fill="none" stroke="none" fill-rule="evenodd" font-family="{families}">\n'
        f"{drawing}</g>\n</svg>\n"
    )


def _joined(parts: list[tuple[str, str]]) -> list[str]:
    """Neighbours of one look in one group, but for what is seen through, which would merge."""
    found = []
    for look, several in groupby(parts, key=lambda part: part[0]):
        shapes = [shape for _, shape in several]
        bodies = shapes if re.search(r'(?<!-)\bopacity="', look) else ["".join(shapes)]
        found += [f"<g {look}>\n{body}</g>\n" for body in bodies]
    return found


def _length(side: int, dpi: int | None) -> str:
    return str(side) if dpi is None else f"{side * INCH_IN_MILLIMETRES / dpi:.4f}mm"


def _faces(drawing: str) -> str:
    """The faces that letters are of; Chinese letters are as wide in any font, and theirs is large.

    Nothing outside the file is asked for, whoever looks at it.
    """
    if "<text" not in drawing:
        return ""
    used = [
        (file, weight)
        for file, weight in zip(fonts.FILES, (fonts.NORMAL, fonts.STRONG), strict=False)
        if f'font-weight="{weight.value}"' in drawing
    ]
    rules = "".join(
        f'@font-face{{font-family:"{fonts.FAMILIES[0]}";font-weight:{weight.value};'
        f"src:url(data:font/otf;base64,{_in_letters(fonts.FOLDER / file)})}}\n"
        for file, weight in used
    )
    return f"<style>\n{rules}</style>\n"


def _in_letters(file: Path) -> str:
    return b64encode(file.read_bytes()).decode()


_METADATA = (
    b"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>"
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    b"xmp:CreatorTool=\"Convscope\"/></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
)

"""The blocks that a GIF is made of, as GIF89a describes them; the compression is Pillow's."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Indices = NDArray[np.uint8]

END = b"\x3b"
LONGEST_DELAY = 0xFFFF
LARGEST_TABLE_BITS = 8
# A frame lies over those before it, and where its index is 0 they are seen.
_KEPT, _SEEN_THROUGH = 1 << 2, 1
_REPEATED_FOREVER = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
_SIGNATURE = b"GIF89a"
TABLE_AT = len(_SIGNATURE) + 7


def table_bits(entries: bytes) -> int:
    """The bits of an index into a table with so many entries."""
    return max(1, (len(entries) // 3 - 1).bit_length())


def head(width: int, height: int, entries: bytes, bits: int) -> bytes:
    """What stands before the first frame: the size, the table of colours, repeated for ever."""
    screen = struct.pack("<HHBBB", width, height, 1 << 7 | bits - 1, 0, 0)
    return _SIGNATURE + screen + entries.ljust(3 << bits, b"\0") + _REPEATED_FOREVER


def frame(top: int, left: int, indices: Indices, delay_cs: int) -> bytes:
    """A rectangle that lies over what is shown, for so many hundredths of a second."""
    height, width = indices.shape
    flags = _KEPT if indices.all() else _KEPT | _SEEN_THROUGH
    control = struct.pack("<BBBBHBB", 0x21, 0xF9, 4, flags, delay_cs, 0, 0)
    place = struct.pack("<BHHHHB", 0x2C, left, top, width, height, 0)
    return control + place + compressed(indices)


def compressed(indices: Indices) -> bytes:
    """The indices by LZW, from codes that are as short as the largest index allows."""
    height, width = indices.shape
    bits = max(2, int(indices.max()).bit_length())
    image = Image.frombytes("P", (width, height), indices.tobytes())
    return bytes([bits]) + image.tobytes("gif", "P", bits, 0) + b"\0"

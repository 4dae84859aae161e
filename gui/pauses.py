"""How Python's search for dead cycles is kept from being felt while somebody works."""

from __future__ import annotations

import gc


def forget_the_start() -> None:
    """Leave what a start has made out of every later search: it lives as long as the program.

    A search of all of it takes about 40 ms, more than two frames; of what came later, 2 to 4 ms.
    """
    gc.collect()
    gc.freeze()

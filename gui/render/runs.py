"""Where the edges of cells run and which rectangles equal cells make: arrays in, few shapes out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Codes = NDArray[np.integer]

NOTHING = -1  # beyond the last cell
MOST_REMEMBERED = 64 * 64  # cells of a map whose edges are kept


class Block(NamedTuple):
    """Neighbouring cells of one code: from a row and column up to, not with, others."""

    code: int
    top: int
    left: int
    bottom: int
    right: int


class Run(NamedTuple):
    """A straight line of edges of one code: along `line`, from cell `first` up to `last`."""

    code: int
    line: int
    first: int
    last: int


def present(codes: NDArray[np.uint8]) -> list[int]:
    """The codes that there are; np.unique would load numpy's masked arrays to tell."""
    found: list[int] = np.flatnonzero(np.bincount(codes.ravel())).tolist()
    return found


def blocks(codes: Codes) -> Iterator[Block]:
    """The cells as rectangles of one code each: runs of a row, joined with equal runs below."""
    open_runs: dict[tuple[int, int, int], int] = {}
    for row, starts in enumerate(_runs_of_rows(codes)):
        here = {run: open_runs.pop(run, row) for run in starts}
        yield from (
            Block(code, top, left, row, right) for (code, left, right), top in open_runs.items()
        )
        open_runs = here
    rows = len(codes)
    yield from (
        Block(code, top, left, rows, right) for (code, left, right), top in open_runs.items()
    )


def edges(codes: Codes) -> tuple[list[Run], list[Run]]:
    """The edges of all cells, across and down, each with the higher of its two codes."""
    if codes.size <= MOST_REMEMBERED:
        return _remembered_edges(codes.tobytes(), codes.dtype.char, codes.shape)
    return _edges(codes)


@lru_cache(maxsize=64)
def _remembered_edges(
    codes: bytes, kind: str, shape: tuple[int, ...]
) -> tuple[list[Run], list[Run]]:
    """Most edits and all steps leave roles as they are."""
    return _edges(np.frombuffer(codes, kind).reshape(shape))


def _edges(codes: Codes) -> tuple[list[Run], list[Run]]:
    return _edges_across(codes, np.maximum), _edges_across(codes.T, np.maximum)


def outlines(inside: NDArray[np.bool_]) -> tuple[list[Run], list[Run]]:
    """The edges between cells that are inside and others."""
    codes = inside.astype(np.int16)
    found = (_edges_across(part, np.not_equal) for part in (codes, codes.T))
    across, down = ([run for run in runs if run.code == 1] for runs in found)
    return across, down


def _edges_across(codes: Codes, how: np.ufunc) -> list[Run]:
    """Horizontal edges: line r is above row r."""
    outside = NOTHING if how is np.maximum else 0
    framed = np.pad(codes.astype(np.int16), ((1, 1), (0, 0)), constant_values=outside)
    lines = how(framed[:-1], framed[1:]).astype(np.int16)
    return [
        Run(code, line, first, last)
        for line, runs in enumerate(_runs_of_rows(lines))
        for code, first, last in runs
    ]


def _runs_of_rows(codes: Codes) -> list[list[tuple[int, int, int]]]:
    """For each row its runs of equal codes: code, first cell, and the cell after the last."""
    rows, columns = codes.shape
    found: list[list[tuple[int, int, int]]] = [[] for _ in range(rows)]
    if not codes.size:
        return found
    new = np.ones((rows, columns), dtype=bool)
    new[:, 1:] = codes[:, 1:] != codes[:, :-1]
    at_rows, starts = np.nonzero(new)
    ends = np.append(starts[1:], columns)
    ends[ends == 0] = columns
    kinds = codes[at_rows, starts]
    for row, code, start, end in zip(
        at_rows.tolist(), kinds.tolist(), starts.tolist(), ends.tolist(), strict=True
    ):
        found[row].append((code, start, end))
    return found

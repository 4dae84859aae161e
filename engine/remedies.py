"""What would do: the nearest values with which a layer fits the map it reads."""

from __future__ import annotations

from typing import Any

from engine import arithmetic, labels, number_text, sizes, words
from engine.fields import LARGEST_PADDING, SIDE, Pair, Sides
from engine.layers import AvgPool, ConvTranspose, Layer, MaxPool, kind_of, with_field
from engine.problems import INPUT_SIZE, Fix
from engine.sizes import AXES

AXIS_NAMES = (words.text("rows"), words.text("columns"))


def setting(layer: Layer, name: str, value: object) -> Fix:
    """The remedy that sets one field, its value in the shortest form."""
    if value is None:
        return Fix(words.text("Remove {field}", field=labels.field(name)), name, None)
    raw = kind_of(layer, name).write(value)
    label = words.text("Set {field} {value}", field=labels.field(name), value=shown(raw))
    return Fix(label, name, raw)


def shown(raw: object) -> str:
    """A value of the file as a sentence shows it."""
    return raw if isinstance(raw, str) else words.quoted(raw)


def fits(layer: Any, size: Pair, axis: int) -> bool:
    """Whether there is an output on that axis, and for a max pool a cell in every window."""
    out = sizes.out_size(layer, size)[axis]
    if out < 1 or not isinstance(layer, MaxPool):
        return out >= 1
    numbers = (layer.kernel[axis], layer.stride[axis], layer.dilation[axis], layer.padding[axis])
    return not arithmetic.some_window_is_padding_only(size[axis], *numbers, out)


def lower_dilation(layer: Any, size: Pair) -> Pair | None:
    """The largest dilations with which the layer fits; None where none does."""
    return _lowered(layer, size, "dilation")


def lower_kernel(layer: Any, size: Pair) -> Pair | None:
    """The largest kernel with which the layer fits."""
    return _lowered(layer, size, "kernel")


def enlarging(size: Pair) -> Fix:
    """The remedy that makes the input of the stack larger."""
    label = words.text("Enlarge the input to {size}", size=times(size))
    return Fix(label, INPUT_SIZE, SIDE.write(size))


def times(size: Pair) -> str:
    """A size as a sentence shows it."""
    return number_text.TIMES.join(map(str, size))


def raise_padding(layer: Any, size: Pair, most: Pair | None = None) -> Sides | Pair | None:
    """The padding that keeps the size of a map, where the layer fits with it.

    Padding wider than `most`, the input of the stack, is nothing that anybody would want.
    """
    if isinstance(layer, (MaxPool, AvgPool)):
        return _raised_pool(layer, size)
    reach = [arithmetic.effective_kernel(layer.kernel[a], layer.dilation[a]) - 1 for a in AXES]
    for odd in (0, 1):  # of an odd number of cells the larger half only where it takes that
        rows, columns = ((cells + odd) // 2 for cells in reach)
        old: Sides = layer.padding
        found = Sides(
            max(old.top, rows),
            max(old.bottom, rows),
            max(old.left, columns),
            max(old.right, columns),
        )
        is_enough = min(sizes.out_size(with_field(layer, "padding", found), size)) >= 1
        if is_enough and _is_reasonable(found, getattr(layer, "padding_mode", "zeros"), size, most):
            return found
    return None


def _is_reasonable(padding: Sides, mode: str, size: Pair, most: Pair | None) -> bool:
    rows, columns = most or (LARGEST_PADDING, LARGEST_PADDING)
    if max(padding[:2]) > rows or max(padding[2:]) > columns or max(padding) > LARGEST_PADDING:
        return False
    return too_wide(padding, mode, size) is None


def too_wide(padding: Sides, mode: str, size: Pair) -> int | None:
    """The axis on which the padding is wider than its mode allows; None where it is not."""
    for axis, ends in enumerate((padding[:2], padding[2:])):
        most = widest(mode, size[axis])
        if most is not None and max(ends) > most:
            return axis
    return None


def widest(mode: str, n: int) -> int | None:
    """The widest padding of that mode for a side of n cells; None where any will do."""
    return {"reflect": n - 1, "circular": n}.get(mode)


def lower_padding(layer: ConvTranspose, size: Pair) -> Sides:
    """The most padding with which a transposed convolution has an output."""
    whole = sizes.out_size(with_field(layer, "padding", Sides()), size)
    rows, columns = ((full - 1) // 2 for full in whole)
    return _at_most(layer.padding, rows, columns, sizes.out_size(layer, size))


def lower_crop(crop: Sides, size: Pair) -> Sides:
    """The most that can be cut so that a cell is left."""
    left = (size[0] - crop.top - crop.bottom, size[1] - crop.left - crop.right)
    return _at_most(crop, (size[0] - 1) // 2, (size[1] - 1) // 2, left)


def _at_most(sides: Sides, rows: int, columns: int, left: Pair) -> Sides:
    top, bottom, first, last = sides
    if left[0] < 1:
        top, bottom = min(top, rows), min(bottom, rows)
    if left[1] < 1:
        first, last = min(first, columns), min(last, columns)
    return Sides(top, bottom, first, last)


def _lowered(layer: Any, size: Pair, name: str) -> Pair | None:
    old: Pair = getattr(layer, name)
    found = [_largest_that_fits(layer, size, name, axis) for axis in AXES]
    if None in found or (found[0], found[1]) == old:
        return None
    return found[0], found[1]  # type: ignore[return-value]  # neither is None


def _largest_that_fits(layer: Any, size: Pair, name: str, axis: int) -> int | None:
    old: Pair = getattr(layer, name)
    for value in range(old[axis], 0, -1):
        tried = with_field(layer, name, (value, old[1]) if axis == 0 else (old[0], value))
        if fits(tried, size, axis) and (_half(tried, axis) or not _half(layer, axis)):
            return value
    return None


def _half(layer: Any, axis: int) -> bool:
    """Whether the padding of a pool keeps to half its kernel."""
    if not isinstance(layer, (MaxPool, AvgPool)):
        return True
    return layer.padding[axis] <= layer.kernel[axis] // 2


def _raised_pool(layer: MaxPool | AvgPool, size: Pair) -> Pair | None:
    found: list[int] = []
    for axis in AXES:
        limit = layer.kernel[axis] // 2
        for value in range(layer.padding[axis], limit + 1):
            both = (value, layer.padding[1]) if axis == 0 else (layer.padding[0], value)
            if fits(with_field(layer, "padding", both), size, axis):
                found.append(value)
                break
    return (found[0], found[1]) if len(found) == 2 else None

"""One axis of every operation as a sum with weights of one, beside its map of centres."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from .one_thread import torch

F = torch.nn.functional


class Step(NamedTuple):
    """What one layer does on one axis.

    `ratio` and `offset` are the jump and centre by the specification's table. Of `up` output phases
    that differ, a later layer reads every `stride`-th: that decides whether the centre is exact.
    """

    run: Callable[[Any], Any]
    size: int
    ratio: Fraction
    offset: Fraction
    up: int = 1
    stride: int = 1


def ones(kernel: int) -> Any:
    return torch.ones(1, 1, kernel, dtype=torch.float64)


def window(n: int, kernel: int, stride: int, dilation: int, before: int, after: int) -> Step:
    """A sum over every window that fits into the padded axis."""

    def run(x: Any) -> Any:
        wide = F.pad(x, (before, after))[:, None]
        return F.conv1d(wide, ones(kernel), stride=stride, dilation=dilation)[:, 0]

    size = (n + before + after - dilation * (kernel - 1) - 1) // stride + 1
    offset = Fraction(dilation * (kernel - 1), 2) - before
    return Step(run, size, Fraction(stride), offset, stride=stride)


def pool(n: int, kernel: int, stride: int, dilation: int, padding: int, *, ceil_mode: bool) -> Step:
    """A sum over the windows torch's max pool has; padding on the far side makes room for them."""
    like = F.max_pool1d(
        torch.zeros(1, n), kernel, stride, padding, dilation=dilation, ceil_mode=ceil_mode
    )
    size = like.shape[1]
    reach = (size - 1) * stride + dilation * (kernel - 1) + 1
    after = max(reach - n - padding, padding)
    step = window(n, kernel, stride, dilation, padding, after)
    return step._replace(run=lambda x: step.run(x)[:, :size], size=size)


def transposed(
    n: int, kernel: int, stride: int, dilation: int, sides: tuple[int, int], extra: int
) -> Step:
    before, after = sides
    size = (n - 1) * stride + dilation * (kernel - 1) + 1 + extra - before - after

    def run(x: Any) -> Any:
        options = {"stride": stride, "dilation": dilation}
        full = F.conv_transpose1d(x[:, None], ones(kernel), **options)[:, 0]
        return F.pad(full, (0, extra))[:, before : before + size]

    offset = (before - Fraction(dilation * (kernel - 1), 2)) / stride
    return Step(run, size, Fraction(1, stride), offset, up=stride)


def nearest(n: int, m: int) -> Step:
    sources = torch.tensor([o * n // m for o in range(m)])
    ratio = Fraction(n, m)
    up = ratio.denominator
    offset = Fraction(1, 2 * up) - Fraction(1, 2)
    return Step(lambda x: x[:, sources], m, ratio, offset, up, ratio.numerator)


def bilinear(n: int, m: int, *, align_corners: bool) -> Step:
    """Both neighbours with exact weights; a weight of zero is no path."""
    ratio = Fraction(n - 1, m - 1) if align_corners else Fraction(n, m)
    offset = Fraction(0) if align_corners else ratio / 2 - Fraction(1, 2)
    sources = [max(ratio * o + offset, Fraction(0)) for o in range(m)]
    first = [min(source.numerator // source.denominator, n - 1) for source in sources]
    after = torch.tensor([float(s - i) for s, i in zip(sources, first, strict=True)]).double()
    low = torch.tensor(first)
    high = torch.clamp(low + 1, max=n - 1)

    def run(x: Any) -> Any:
        return x[:, low] * (1 - after) + x[:, high] * after

    return Step(run, m, ratio, offset, ratio.denominator, ratio.numerator)


def shift(n: int, before: int, after: int) -> Step:
    """Cells added at the ends, or taken away where the numbers are negative."""
    size = n + before + after
    return Step(lambda x: F.pad(x, (before, after)), size, Fraction(1), Fraction(-before))


def still(n: int) -> Step:
    return Step(lambda x: x, n, Fraction(1), Fraction(0))

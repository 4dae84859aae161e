"""Whole-number formulas of one axis or one layer, each written once.

n input side, k kernel, s stride, d dilation, `before` and `after` the padding of the two ends.
Sources: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (sizes);
PyTorch's Conv, ConvTranspose, Pool and MaxUnpool (rounding, refusals).
"""

from __future__ import annotations

from math import gcd, isqrt

Ends = tuple[int, int]


def effective_kernel(k: int, d: int) -> int:
    """Cells from the first tap to the last: 3 taps at distance 2 cover 5."""
    return d * (k - 1) + 1


def ceil_div(a: int, b: int) -> int:
    """The quotient of a and b, rounded up."""
    return -(-a // b)


def conv_size(n: int, k: int, s: int, d: int, padding: int) -> int:
    """Windows that fit: floor((n + padding - effective kernel) / s) + 1."""
    return (n + padding - effective_kernel(k, d)) // s + 1


def same_padding(n: int, k: int, s: int, d: int) -> Ends:
    """The padding that gives ceil(n / s) windows; an odd cell goes after."""
    total = max((ceil_div(n, s) - 1) * s + effective_kernel(k, d) - n, 0)
    return total // 2, total - total // 2


def transposed_size(n: int, k: int, s: int, d: int, padding: int, output_padding: int) -> int:
    """The reach of all stamps, less what padding crops, plus what output padding uncovers."""
    return (n - 1) * s - padding + effective_kernel(k, d) + output_padding


def restoring_output_padding(n: int, k: int, s: int, d: int, padding: int) -> int:
    """The output padding with which the transposed convolution gives n back."""
    return (n + padding - effective_kernel(k, d)) % s


def pool_size(n: int, k: int, s: int, d: int, p: int, ceil_mode: bool) -> int:
    """As a convolution; rounded up, but every window starts in the input or the padding before."""
    span = n + 2 * p - effective_kernel(k, d)
    if not ceil_mode:
        return span // s + 1
    out = ceil_div(span, s) + 1
    return out - 1 if (out - 1) * s >= n + p else out


def unpool_size(n: int, k: int, s: int, p: int) -> int:
    """The size that the pool is taken to have come from."""
    return (n - 1) * s - 2 * p + k


def unread(n: int, k: int, s: int, d: int, ends: Ends, out: int) -> int:
    """Cells of the padded input beyond the last window."""
    return max(n + sum(ends) - ((out - 1) * s + effective_kernel(k, d)), 0)


def some_window_is_padding_only(n: int, k: int, s: int, d: int, p: int, out: int) -> bool:
    """Whether some window has no tap in the input; only taps further apart than n can miss it."""
    if d <= n:
        return False
    return any(not any(0 <= at * s - p + d * tap < n for tap in range(k)) for at in range(out))


def in_range_pairs(n: int, k: int, s: int, d: int, before: int, out: int) -> int:
    """Pairs of window and tap that meet a real cell, not padding."""
    pairs = 0
    for tap in range(k):
        first = ceil_div(before - d * tap, s)
        last = (n - 1 + before - d * tap) // s
        pairs += max(min(last, out - 1) - max(first, 0) + 1, 0)
    return pairs


def stamped_pairs(n: int, k: int, s: int, d: int, before: int, out: int) -> int:
    """Pairs of input and tap of a transposed convolution whose stamp is not cropped."""
    return in_range_pairs(out, k, s, d, before, n)


def conv_parameters(c_in: int, c_out: int, area: int, groups: int, biases: int) -> int:
    """Weights of a convolution, and its biases."""
    return c_out * (c_in // groups) * area + biases


def conv_multiplications(c_in: int, c_out: int, area: int, groups: int, out_area: int) -> int:
    """One for every weight that an output cell reads."""
    return c_out * out_area * (c_in // groups) * area


def transposed_multiplications(c_in: int, c_out: int, area: int, groups: int, in_area: int) -> int:
    """One for every weight that an input cell stamps."""
    return c_in * in_area * (c_out // groups) * area


def nearest_source(o: int, n: int, m: int) -> int:
    """The cell that nearest up-sampling from n to m copies, in whole numbers."""
    return o * n // m


def adaptive_window(a: int, n: int, m: int) -> range:
    """The cells that adaptive pooling from n to m reads for output a."""
    return range(a * n // m, ceil_div((a + 1) * n, m))


def common_divisors(a: int, b: int) -> list[int]:
    """The numbers that divide both, ascending."""
    both = gcd(a, b)
    small = [one for one in range(1, isqrt(both) + 1) if both % one == 0]
    return sorted({*small, *(both // one for one in small)})

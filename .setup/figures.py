"""Draws the figures of the README from the documents beside them, as anybody could."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "figures"

# What is drawn, from which document, and how.
FIGURES = (
    ("slide.gif", "slide", ("--width", "800")),
    ("edges.png", "edges", ("--width", "1200")),
    ("padded.png", "padded", ("--step", "4")),
    ("padded_dark.png", "padded", ("--step", "4", "--theme", "dark")),
    ("padded_print.png", "padded", ("--step", "4", "--theme", "print")),
    ("padded_narrow.png", "padded", ("--step", "4", "--width", "400", "--height", "280")),
    ("padded_chinese.png", "padded", ("--step", "4", "--lang", "zh_CN")),
    ("unread.png", "unread", ("--step", "4")),
    ("dilated.png", "dilated", ("--step", "4")),
    ("dilated_dark.png", "dilated", ("--step", "4", "--theme", "dark")),
    ("dilated_print.png", "dilated", ("--step", "4", "--theme", "print")),
    ("max_pool.png", "max_pool", ("--step", "1")),
    ("channels.png", "channels", ("--step", "8")),
    ("groups.png", "groups", ("--step", "6")),
    ("branches.png", "branches", ()),
    ("gridding.png", "gridding", ()),
    ("gridding_dark.png", "gridding", ("--theme", "dark")),
    ("gridding_print.png", "gridding", ("--theme", "print")),
    ("gridding_narrow.png", "gridding", ("--width", "400", "--height", "430")),
    ("compared.png", "compared", ()),
    ("field.png", "field", ()),
    ("usage.png", "usage", ()),
    ("deformable.png", "deformable", ("--step", "24")),
    ("transposed.png", "transposed", ("--step", "8")),
    ("transposed_dark.png", "transposed", ("--step", "8", "--theme", "dark")),
    ("transposed_print.png", "transposed", ("--step", "8", "--theme", "print")),
    ("transposed_extra.png", "transposed_extra", ("--step", "19")),
    ("transposed_cut.png", "transposed_cut", ("--step", "8")),
    ("stamps.png", "stamps", ("--step", "5")),
    ("round_trip.png", "round_trip", ()),
)


def main() -> int:
    """Draw every figure; the exit status."""
    failed = 0
    for name, document, options in FIGURES:
        source, target = FOLDER / f"{document}.convscope", FOLDER / name
        # English unless it is said, whoever renews them; of two, the last counts.
        asked = ["render", str(source), "-o", str(target), "--lang", "en", *options]
        done = subprocess.run([sys.executable, str(ROOT / "main.py"), *asked], check=False)
        failed |= done.returncode
    return failed


if __name__ == "__main__":
    raise SystemExit(main())

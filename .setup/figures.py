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
)


def main() -> int:
    """Draw every figure; the exit status."""
    failed = 0
    for name, document, options in FIGURES:
        source, target = FOLDER / f"{document}.convscope", FOLDER / name
        # English, whoever renews them.
        asked = ["render", str(source), "-o", str(target), *options, "--lang", "en"]
        done = subprocess.run([sys.executable, str(ROOT / "main.py"), *asked], check=False)
        failed |= done.returncode
    return failed


if __name__ == "__main__":
    raise SystemExit(main())

"""Draws the golden pictures anew, all or those that are named; look at them before committing."""

from __future__ import annotations

import os
import shutil
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from gui.render import export
from tests.gui.render.golden import FAILED, FOLDER, GOLDEN


def main() -> None:
    """Write those that differ, and remove those that nothing draws."""
    export.application()
    wanted = set(sys.argv[1:])
    FOLDER.mkdir(exist_ok=True)
    shutil.rmtree(FAILED, ignore_errors=True)
    for one in GOLDEN:
        if wanted and one.name not in wanted:
            continue
        made = export.png(one.draw())
        if not one.file.exists() or one.file.read_bytes() != made:
            one.file.write_bytes(made)
            sys.stdout.write(f"{one.file.name}\n")
    for file in FOLDER.glob("*.png"):
        if file.stem not in {one.name for one in GOLDEN}:
            file.unlink()


if __name__ == "__main__":
    main()

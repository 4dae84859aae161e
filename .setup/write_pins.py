"""Turns pip's installation report into lines of name==version."""

import json
import re
import sys
from pathlib import Path

HEADING = "# Written by `make pins`: the versions that every set-up uses."


def pins(report: str) -> str:
    """The text of constraints.txt: names in their normal form, sorted, without addresses."""
    packages = [entry["metadata"] for entry in json.loads(report)["install"]]
    names = {re.sub(r"[-_.]+", "-", one["name"]).lower(): one["version"] for one in packages}
    names.pop("convscope", None)
    return "\n".join([HEADING, *(f"{name}=={names[name]}" for name in sorted(names)), ""])


if __name__ == "__main__":
    sys.stdout.write(pins(Path(sys.argv[1]).read_text(encoding="utf-8")))

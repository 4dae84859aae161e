"""How the contract tests draw: the command, what it must not say, and what is in its files."""

from pathlib import Path

from PIL import Image, ImageSequence

from .documents import Json, conv, encode, stack
from .running import Argument, Outcome, convscope

# A window over five by five cells: nine steps.
GOOD = stack(conv("conv1", kernel=3), size=5, title="good")
SMALL = ("--width", "240")


def written(folder: Path, name: str, document: Json | bytes) -> Path:
    path = folder / f"{name}.convscope"
    path.write_bytes(document if isinstance(document, bytes) else encode(document))
    return path


def render(*arguments: Argument, stdin: bytes = b"") -> Outcome:
    """The command, which says nothing on standard output, and on the other only whole lines."""
    done = convscope("render", *arguments, stdin=stdin)
    assert done.out == ""
    assert done.err == "" or done.err.endswith("\n")
    return done


def drawn(*arguments: Argument, stdin: bytes = b"") -> None:
    assert render(*arguments, stdin=stdin)[:3] == (0, "", "")


def refused(status: int, *arguments: Argument, stdin: bytes = b"") -> str:
    """The only line that is said."""
    done = render(*arguments, stdin=stdin)
    assert done.status == status, done.err
    (line,) = done.err.splitlines()
    return line


def frames(path: Path) -> list[Image.Image]:
    with Image.open(path) as film:
        return [frame.convert("RGB") for frame in ImageSequence.Iterator(film)]


def milliseconds(path: Path) -> list[int]:
    with Image.open(path) as film:
        return [frame.info["duration"] for frame in ImageSequence.Iterator(film)]


def size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def same_pixels(one: Path, other: Path) -> bool:
    with Image.open(one) as first, Image.open(other) as second:
        return first.convert("RGBA").tobytes() == second.convert("RGBA").tobytes()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())

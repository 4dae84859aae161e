"""What the render command refuses: in a sentence, and with nothing written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .documents import conv, layer, stack
from .drawing import GOOD, SMALL, names, refused, render, size, written


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return written(tmp_path, "good", GOOD)


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob(".*.part"))


@pytest.mark.parametrize(
    "option",
    [
        ("--layer", "nope"),
        ("--scene", "nope"),
        ("--pixel", "9,9"),
        ("--pixel=-1,0",),
        ("--channel", "1"),
        ("--channel=-1",),
        ("--scene", "transposed"),
    ],
    ids=str,
)
def test_a_view_of_what_is_not_there_draws_nothing(option: tuple[str, ...], good: Path) -> None:
    out = good.with_name("x.png")
    assert refused(1, good, "-o", out, *option).startswith(str(good))
    assert not out.exists()


@pytest.mark.parametrize(
    "option",
    [
        ("--step", "9"),
        ("--steps", "0..9"),
        ("--steps", "5..4"),
        ("--steps", "5"),
        ("--step", "-1"),
        ("--step", "x"),
        ("--step", "1", "--steps", "1..2"),
        ("--step", "1", "--strip"),
        ("--pixel", "3"),
        ("--channel", "x"),
        ("--width", "0"),
        ("--width", "100000"),
        ("--height", "8192"),
        ("--width", "64", "--strip"),
        ("--dpi", "0"),
        ("--theme", "sepia"),
        ("--lang", "fr"),
        ("--fps", "5"),
        ("--glide",),
        ("--hold", "2"),
        ("--outlines",),
    ],
    ids=str,
)
def test_wrong_usage_is_one_sentence_and_status_2(option: tuple[str, ...], good: Path) -> None:
    out = good.with_name("x.png")
    refused(2, good, "-o", out, *option)
    assert names(good.parent) == ["good.convscope"]


def test_a_step_that_is_not_there_is_told_with_those_that_are(good: Path) -> None:
    told = refused(2, good, "-o", good.with_name("x.png"), "--step", "9")
    assert "9" in told
    assert "0 to 8" in told


@pytest.mark.parametrize(
    ("ending", "option"),
    [
        (".gif", ("--strip",)),
        (".gif", ("--dpi", "300")),
        (".gif", ("--transparent",)),
        (".gif", ("--fps", "51")),
        (".gif", ("--fps", "0")),
        (".gif", ("--fps", "nan")),
        (".gif", ("--hold", "inf")),
        (".gif", ("--width", "5000")),
        ("/", ("--strip",)),
        ("/", ("--fps", "5")),
        ("/", ("--hold", "1")),
    ],
    ids=str,
)
def test_an_option_that_says_nothing_of_what_is_made_is_refused(
    ending: str, option: tuple[str, ...], good: Path
) -> None:
    refused(2, good, "-o", f"{good.with_name('x')}{ending}", *option)
    assert names(good.parent) == ["good.convscope"]


@pytest.mark.parametrize(
    "name",
    ["x.apng", "x.webp", "x.mp4", "x.webm", "x.jpg", "x", ".png", "x.png.", ""],
)
def test_an_ending_that_is_not_written_names_those_that_are(name: str, good: Path) -> None:
    told = refused(2, good, "-o", str(good.parent / name) if name else "")
    assert ".png" in told
    assert ".gif" in told
    assert names(good.parent) == ["good.convscope"]


@pytest.mark.parametrize(
    "arguments", [(), ("x.convscope",), ("-o", "x.png"), ("x", "-o", "y.png", "--jsno")]
)
def test_a_call_without_its_parts_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = render(*arguments)
    assert done.status == 2
    assert done.err


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff", b"null", b"\x89PNG\r\n\x1a\n", b" " * (17 * 2**20)],
    ids=["empty", "brace", "byte", "null", "picture", "long"],
)  # fmt: skip
@pytest.mark.parametrize("way", ["file", "standard input"])
def test_what_is_no_document_is_one_sentence(data: bytes, way: str, tmp_path: Path) -> None:
    out = tmp_path / "x.png"
    if way == "file":
        refused(1, written(tmp_path, "junk", data), "-o", out)
    else:
        refused(1, "-", "-o", out, stdin=data)
    assert not out.exists()


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    assert "no such file" in refused(1, tmp_path / "missing.convscope", "-o", tmp_path / "x.png")
    assert names(tmp_path) == []


def test_a_layer_that_cannot_be_is_told_once_and_not_drawn(tmp_path: Path) -> None:
    document = stack(conv("first"), conv("wide", kernel=9), size=5)
    assert "wide" in refused(1, written(tmp_path, "bad", document), "-o", tmp_path / "x.png")
    assert names(tmp_path) == ["bad.convscope"]


def test_a_layer_beside_a_problem_is_drawn_and_the_problem_told(tmp_path: Path) -> None:
    bad = written(tmp_path, "bad", stack(conv("first"), conv("wide", kernel=9), size=5))
    out = tmp_path / "x.png"
    assert "wide" in refused(1, bad, "-o", out, *SMALL, "--layer", "first")
    assert size(out) == (240, 150)


def test_a_stack_without_layers_is_no_traceback(tmp_path: Path) -> None:
    done = render(written(tmp_path, "none", stack(size=5)), "-o", tmp_path / "x.png", *SMALL)
    assert (done.status, len(done.err.splitlines())) in ((0, 0), (1, 1))


def test_every_operation_is_drawn_or_says_why_not(tmp_path: Path) -> None:
    for op in ("max_pool", "avg_pool", "conv_transpose", "upsample", "pixel_shuffle", "add"):
        path = written(tmp_path, op, stack(layer(op, "x"), channels=4, size=4))
        done = render(path, "-o", tmp_path / f"{op}.png", *SMALL)
        assert (done.status, len(done.err.splitlines())) in ((0, 0), (1, 1)), done.err
        assert (tmp_path / f"{op}.png").exists() == (done.status == 0)

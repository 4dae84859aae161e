"""The inspect command as a process: what it prints, where, and with which exit status."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from engine import inspection

from .documents import Json, conv, encode, layer, stack
from .running import MAIN, environment, inspect

GOOD = stack(conv("fine"), title="good")
BAD = stack(conv("first"), conv("wide", kernel=9), title="bad")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return written(tmp_path, "good", GOOD)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return written(tmp_path, "bad", BAD)


def written(folder: Path, name: str, document: Json | bytes) -> Path:
    path = folder / f"{name}.convscope"
    path.write_bytes(document if isinstance(document, bytes) else encode(document))
    return path


def lines_for(*documents: Json | bytes) -> bytes:
    return b"".join(
        (each if isinstance(each, bytes) else encode(each)) + b"\n" for each in documents
    )


def test_a_document_without_problems_is_status_0_and_silence_on_standard_error(good: Path) -> None:
    done = inspect(good, "--json")
    assert (done.status, done.err) == (0, "")
    assert done.objects == [inspection.describe(encode(GOOD))]


def test_a_document_with_problems_is_status_1_and_a_line_for_each(tmp_path: Path) -> None:
    document = stack(conv("left", kernel=9), conv("right", stride=0, inputs=["input"]))
    done = inspect(written(tmp_path, "two", document), "--json")
    assert done.status == 1
    assert len(done.err.splitlines()) == 2
    assert all(name in done.err for name in ("left", "right"))
    assert done.objects == [inspection.describe(encode(document))]


def test_a_table_names_every_layer(good: Path) -> None:
    done = inspect(good)
    assert (done.status, done.err) == (0, "")
    assert "fine" in done.out
    assert len(done.out.splitlines()) > 1


def test_a_table_of_a_broken_stack_shows_what_is_left(bad: Path) -> None:
    done = inspect(bad)
    assert done.status == 1
    assert "first" in done.out
    assert len(done.err.splitlines()) == 1
    assert "wide" in done.err


def test_several_files_are_answered_in_their_order(good: Path, bad: Path) -> None:
    done = inspect(bad, good, bad, "--json")
    assert done.status == 1
    assert [each["title"] for each in done.objects] == ["bad", "good", "bad"]
    assert len(done.err.splitlines()) == 2


def test_options_may_stand_before_the_files(good: Path) -> None:
    assert inspect("--json", good, good).out == inspect(good, good, "--json").out


def test_a_document_that_cannot_be_read_has_a_line_and_the_rest_go_on(
    good: Path, tmp_path: Path
) -> None:
    broken = written(tmp_path, "broken", b"{")
    done = inspect(good, broken, tmp_path / "missing.convscope", good, "--json")
    assert done.status == 1
    titles = [each.get("title") for each in done.objects]
    assert titles == ["good", None, None, "good"]
    assert all(
        set(each) == {"problems"} and len(each["problems"]) == 1 for each in done.objects[1:3]
    )
    assert len(done.err.splitlines()) == 2


def unreadable(folder: Path) -> dict[str, str | bytes | Path]:
    loop = folder / "loop"
    loop.symlink_to(loop)
    return {
        "missing": folder / "missing.convscope",
        "directory": folder,
        "loop": loop,
        "behind a file": Path(MAIN) / "x.convscope",
        "too long": "x" * 5000,
        "empty": "",
        "not text": bytes(folder) + b"/\xff\n.convscope",
    }


KINDS = ["missing", "directory", "loop", "behind a file", "too long", "empty", "not text"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_cannot_be_read_is_one_sentence(kind: str, tmp_path: Path) -> None:
    done = inspect(unreadable(tmp_path)[kind], "--json")
    assert done.status == 1
    assert len(done.err.splitlines()) == 1
    (answer,) = done.objects
    (problem,) = answer["problems"]
    assert set(answer) == {"problems"}
    assert (problem["layer"], problem["field"], problem["code"]) == (None, None, "unreadable")


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n" + bytes(50), b""], ids=["bytes", "png", "empty"]
)
def test_a_file_that_is_no_document_is_one_sentence(data: bytes, tmp_path: Path) -> None:
    done = inspect(written(tmp_path, "junk", data), "--json")
    assert done.status == 1
    assert len(done.err.splitlines()) == 1
    (answer,) = done.objects
    assert set(answer) == {"problems"}


@pytest.mark.parametrize(
    "arguments",
    [[], ["--json"], ["x", "--jsno"], ["x", "--json=yes"], ["x", "--scene", "slide"]],
    ids=str,
)
def test_wrong_usage_is_status_2_and_no_traceback(arguments: list[str]) -> None:
    done = inspect(*arguments)
    assert done.status == 2
    assert done.out == ""
    assert done.err != ""


def test_standard_input_holds_a_document_a_line() -> None:
    done = inspect("-", "--json", stdin=lines_for(GOOD, BAD, GOOD))
    assert done.status == 1
    assert done.objects == [inspection.describe(encode(each)) for each in (GOOD, BAD, GOOD)]
    assert len(done.err.splitlines()) == 1


def test_standard_input_without_problems_is_status_0() -> None:
    assert inspect("-", "--json", stdin=lines_for(GOOD, GOOD)).status == 0


def test_the_last_line_needs_no_end() -> None:
    done = inspect("-", "--json", stdin=lines_for(GOOD) + encode(GOOD))
    assert (done.status, len(done.objects)) == (0, 2)


def test_a_carriage_return_before_the_end_is_allowed() -> None:
    done = inspect("-", "--json", stdin=lines_for(GOOD, GOOD).replace(b"\n", b"\r\n"))
    assert (done.status, len(done.objects)) == (0, 2)


def test_a_line_ends_with_a_line_feed_and_with_nothing_else() -> None:
    separators = stack(conv(), title="a\u2028b\u2029c\x85d")
    data = (
        json.dumps(separators, ensure_ascii=False).encode()
        + b"\n"
        + encode(GOOD).replace(b", ", b",\r\x0b")
        + b"\n"
    )
    done = inspect("-", "--json", stdin=data)
    answers = done.out.rstrip("\n").split("\n")
    assert len(answers) == 2
    assert json.loads(answers[0])["title"] == "a\u2028b\u2029c\x85d"
    assert len(json.loads(answers[0])["problems"]) == 0


def test_an_empty_line_is_a_document_that_cannot_be_read() -> None:
    done = inspect("-", "--json", stdin=lines_for(GOOD, b"", b"\r", GOOD))
    assert done.status == 1
    assert [set(each) == {"problems"} for each in done.objects] == [False, True, True, False]
    assert len(done.err.splitlines()) == 2


@pytest.mark.parametrize(
    "line",
    [b"{", b"\xff", b"[" * 100_000, b"null", b"\0", b'{"a": NaN}'],
    ids=lambda line: repr(line[:4]),
)
def test_an_unreadable_line_in_the_middle_stops_nothing(line: bytes) -> None:
    done = inspect("-", "--json", stdin=lines_for(GOOD, line, GOOD))
    assert done.status == 1
    assert [each.get("title") for each in done.objects] == ["good", None, "good"]
    assert len(done.err.splitlines()) == 1


def test_a_line_beyond_the_limit_stops_nothing() -> None:
    done = inspect("-", "--json", stdin=lines_for(GOOD, b" " * (17 * 2**20), GOOD))
    assert done.status == 1
    assert [each.get("title") for each in done.objects] == ["good", None, "good"]
    assert done.objects[1]["problems"][0]["code"] == "too_large"


def test_a_byte_order_mark_on_standard_input_is_read() -> None:
    assert inspect("-", "--json", stdin=b"\xef\xbb\xbf" + lines_for(GOOD)).status == 0


def test_output_ends_every_line_and_holds_one_object_on_each() -> None:
    out = inspect("-", "--json", stdin=lines_for(GOOD, BAD, b"")).out
    assert out.endswith("\n")
    assert out.count("\n") == 3


def test_a_table_of_standard_input_names_every_layer() -> None:
    done = inspect("-", stdin=lines_for(GOOD, BAD))
    assert done.status == 1
    assert "fine" in done.out
    assert "first" in done.out


def test_a_closed_pipe_is_no_traceback() -> None:
    command = [sys.executable, MAIN, "inspect", "-", "--json"]
    with subprocess.Popen(
        command,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        with suppress(BrokenPipeError):
            process.stdin.write(lines_for(*[GOOD] * 4000))
        with suppress(BrokenPipeError):
            process.stdin.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize("options", ["--json", ""])
def test_the_head_of_an_answer_is_enough(options: str, good: Path) -> None:
    script = (
        f'"{sys.executable}" "{MAIN}" inspect {options} {" ".join([str(good)] * 300)} | head -1'
    )
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, timeout=60, env=environment(), check=False
    )
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("options", [["--json"], []], ids=str)
def test_output_that_cannot_be_written_is_one_sentence(options: list[str], good: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, MAIN, "inspect", str(good), *options]
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, timeout=60, env=environment(), check=False
        )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_a_closed_standard_input_is_no_traceback() -> None:
    script = f'"{sys.executable}" "{MAIN}" inspect - --json <&-'
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, timeout=60, env=environment(), check=False
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1)


ASCII = {
    "LC_ALL": "POSIX",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONIOENCODING": "ascii",
}


@pytest.mark.parametrize("options", [["--json"], []], ids=str)
def test_a_terminal_without_chinese_is_no_obstacle(options: list[str], tmp_path: Path) -> None:
    path = written(tmp_path, "chinese", stack(conv("卷积"), conv("池化", kernel=9), title="标题"))
    done = inspect(path, *options, env=ASCII)
    assert done.status == 1
    assert len(done.err.splitlines()) == 1


def test_json_is_the_same_in_every_terminal(tmp_path: Path) -> None:
    path = written(tmp_path, "chinese", stack(conv("卷积"), title="标题"))
    assert inspect(path, "--json", env=ASCII).objects == inspect(path, "--json").objects


@pytest.mark.parametrize("options", [["--json"], []], ids=str)
def test_a_name_cannot_break_a_line_or_steer_the_terminal(
    options: list[str], tmp_path: Path
) -> None:
    name = "a\nb\r\x1b[31m\x07\u2028\x85c"
    path = written(tmp_path, "control", stack(conv(name, kernel=9), title=name, notes=name))
    done = inspect(path, *options)
    assert done.status == 1
    assert len(done.err.splitlines()) == 1
    assert not set("\x1b\x07\r") & set(done.out + done.err)


def test_a_control_character_in_a_sound_table_stays_on_its_line(tmp_path: Path) -> None:
    plain = inspect(written(tmp_path, "plain", stack(conv("plain"), conv("b"))))
    broken = inspect(written(tmp_path, "control", stack(conv("a\n\x1b[2J"), conv("b"))))
    assert "\x1b" not in broken.out
    if broken.status == 0:
        assert len(broken.out.splitlines()) == len(plain.out.splitlines())


LISTING = """
import runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except SystemExit:
    pass
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


@pytest.mark.parametrize("options", [["--json"], []], ids=str)
def test_inspect_imports_neither_qt_nor_numpy(options: list[str], tmp_path: Path) -> None:
    document = stack(
        *[
            layer("conv", f"c{i}", out_channels=2, padding=1, weights={"pattern": "random"})
            for i in range(5)
        ]
    )
    command = [
        sys.executable,
        "-c",
        LISTING,
        MAIN,
        "inspect",
        str(written(tmp_path, "five", document)),
        *options,
    ]
    done = subprocess.run(
        command, capture_output=True, timeout=60, text=True, env=environment(), check=True
    )
    imported = set(done.stderr.split())
    assert "engine" in imported
    assert not {
        each
        for each in imported
        if each.startswith(("PySide", "shiboken", "pyqtgraph", "numpy", "PIL"))
    }


def test_inspect_works_from_any_folder(good: Path, tmp_path: Path) -> None:
    assert inspect(good.name, "--json", folder=tmp_path).status == 0


def test_a_file_called_dash_dash_is_reached_by_a_path(tmp_path: Path) -> None:
    written(tmp_path, "--json", GOOD)
    assert inspect("./--json.convscope", folder=tmp_path).status == 0

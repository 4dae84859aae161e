"""Documents and files made to hurt: each is one sentence, at once, in little memory."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine import inspection

from .documents import Json, codes, conv, describe, encode, layer, stack
from .running import MAIN, METER, Outcome, environment, inspect, measured

SECONDS = 15.0  # a guard against hanging; how fast it is, the benchmarks tell
MIB = 500.0  # sixteen MiB of empty lists are this much to any JSON reader


def head(rest: str) -> bytes:
    start = '"format": "convolution-stack", "version": 1, "input": {"channels": 1, "size": 8}'
    return f"{{{start}, {rest}}}".encode()


def layers(rest: str) -> bytes:
    return head(f'"layers": [{rest}]')


def one_conv(fields: str) -> bytes:
    return layers(f'{{"op": "conv", "name": "x", "out_channels": 1, "kernel": 1, {fields}}}')


DEEP = 100_000
MANY = 1_000_000

HOSTILE: dict[str, Callable[[], bytes]] = {
    "a huge input": lambda: encode(stack(conv(), size=[10**9, 10**9])),
    "huge channels": lambda: encode(stack(conv(), channels=10**9)),
    "a huge kernel": lambda: encode(stack(conv(kernel=10**9))),
    "a huge scale": lambda: encode(stack(layer("upsample", scale=10**9))),
    "a huge padding": lambda: encode(stack(conv(padding=10**9))),
    "17 MiB": lambda: encode(stack(conv())).ljust(17 * 2**20),
    "nested lists": lambda: b"[" * DEEP,
    "nested and closed lists": lambda: b"[" * DEEP + b"]" * DEEP,
    "nested objects": lambda: b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "nested weights": lambda: one_conv('"weights": ' + "[" * DEEP + "1" + "]" * DEEP),
    "nested values": lambda: head('"values": ' + "[" * DEEP + "1" + "]" * DEEP),
    "nested weights below a plain limit": lambda: one_conv(
        '"weights": ' + "[" * 500 + "1" + "]" * 500
    ),
    "NaN": lambda: one_conv('"bias": [NaN]'),
    "a duplicate key": lambda: one_conv('"stride": 1, "stride": 1'),
    "a duplicate name": lambda: encode(stack(conv(), conv())),
    "a cycle of one": lambda: encode(stack(conv(inputs=["x"]))),
    "a lone surrogate": lambda: head('"layers": [], "title": "\\ud800"'),
    "a lone surrogate in a name": lambda: layers(
        '{"op": "conv", "name": "\\udfff", "out_channels": 1, "kernel": 1}'
    ),
    "a million layers": lambda: layers(",".join(["{}"] * MANY)),
    "a million numbers for layers": lambda: layers(",".join(["1"] * MANY)),
    "many whole layers": lambda: layers(",".join(['{"op":"conv","name":"x"}'] * 600_000)),
    "a number of a hundred thousand digits": lambda: one_conv(f'"stride": {"9" * 100_000}'),
    "a fraction of a hundred thousand digits": lambda: one_conv(f'"bias": [0.{"9" * 100_000}]'),
    "a long name": lambda: encode(stack(conv("n" * 400_000, kernel=9))),
    "a long unknown field": lambda: encode(stack(conv(**{"f" * 400_000: 1}))),
    "a long unknown operation": lambda: encode(stack(conv(op="o" * 400_000))),
    "a long unknown input": lambda: encode(
        stack(conv("y" * 400_000), conv("x", inputs=["z" * 400_000]))
    ),
    "a long word": lambda: encode(stack(conv(padding="p" * 400_000))),
    "control characters in a name": lambda: encode(
        stack(conv("\0\x07\x1b[2J\n\r\u2028\x85", kernel=9))
    ),
    "a million inputs": lambda: layers(
        '{"op": "add", "name": "x", "inputs": [' + ",".join(['"y"'] * MANY) + "]}"
    ),
    "a million numbers for a pair": lambda: one_conv('"stride": [' + ",".join(["1"] * MANY) + "]"),
    "a million weights too many": lambda: one_conv('"weights": [' + ",".join(["1"] * MANY) + "]"),
    "a million rows": lambda: one_conv('"weights": [' + ",".join(["[]"] * MANY) + "]"),
    "a file of empty lists": lambda: layers("[]," * 5_500_000 + "[]"),
    "a file of empty objects": lambda: layers("{}," * 5_500_000 + "{}"),
    "a file of keys": lambda: b"{" + b",".join(b'"%d":0' % i for i in range(1_200_000)) + b"}",
    "a file of weights": lambda: one_conv('"weights": [' + "1," * 8_300_000 + "1]"),
    "a picture's first bytes": lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(1000),
}


def assert_cheap(done: Outcome) -> None:
    print(f"{done.seconds:.2f} s, {done.peak_mib:.0f} MiB")
    assert done.seconds < SECONDS
    assert done.peak_mib < MIB


def assert_one_sentence(done: Outcome) -> None:
    assert done.status == 1
    # Counted first: a comparison of a million lines would take longer to explain than to make.
    said = len(done.err.splitlines())
    assert said == 1
    (answer,) = done.objects
    told = len(answer["problems"])
    assert told == 1
    assert len(answer["problems"][0]["message"].splitlines()) == 1


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_document_is_one_cheap_sentence(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "hostile.convscope"
    path.write_bytes(make())
    done = measured(path, "--json")
    assert_one_sentence(done)
    assert_cheap(done)


@pytest.mark.parametrize("name", ["17 MiB", "nested lists", "a million layers", "a long name"])
def test_a_hostile_line_is_one_cheap_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(HOSTILE[name]() + b"\n")
    done = measured("-", "--json", stdin=path)
    assert_one_sentence(done)
    assert_cheap(done)


def test_a_fifo_that_nobody_writes_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    done = measured(tmp_path / "fifo", "--json")
    assert_one_sentence(done)
    assert_cheap(done)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom", "/dev/null", "/proc/self/mem"])
def test_a_device_is_no_document(device: str) -> None:
    if not Path(device).exists():
        pytest.skip(f"there is no {device} here")
    done = measured(device, "--json")
    assert_one_sentence(done)
    assert_cheap(done)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless device here")
def test_an_endless_line_is_not_kept() -> None:
    done = inspect_until_killed("/dev/zero")
    assert done.peak_mib < MIB


def inspect_until_killed(source: str) -> Outcome:
    """The command with an endless standard input, which it may read but not hold."""
    limited = ["timeout", "1", sys.executable, MAIN, "inspect", "-", "--json"]
    command = [sys.executable, "-I", "-S", "-c", METER, *limited]
    with Path(source).open("rb") as endless:
        done = subprocess.run(
            command, stdin=endless, capture_output=True, timeout=60, env=environment(), check=True
        )
    return Outcome(*(json.loads(done.stdout)[i] for i in (0, 3, 4, 1, 2)))


def test_a_byte_order_mark_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "marked.convscope"
    path.write_bytes(b"\xef\xbb\xbf" + encode(stack(conv())))
    done = measured(path, "--json")
    assert (done.status, done.err) == (0, "")
    assert_cheap(done)


def after_a_period_of_4096(*following: Json) -> Json:
    """Two up-samplings whose outputs repeat every 4 096 cells, and what reads them."""
    ups = [layer("upsample", f"u{i}", scale=[1, 64]) for i in range(2)]
    return stack(*ups, *following, size=[1, 16])


def wide(at: int) -> Json:
    return conv(f"c{at}", kernel=[1, 255], padding="same")


def dense(at: int) -> Json:
    return layer("add", f"a{at}", inputs=["u1", "u1", *(f"a{i}" for i in range(at))])


HUGE: dict[str, Json] = {
    "weights": stack(conv(out_channels=65_536, kernel=255), size=4096, channels=65_536),
    "values": stack(conv(weights={"pattern": "random"}), size=[65_536, 256], channels=65_536),
    "growth": stack(*[layer("upsample", f"u{i}", scale=[1, 2]) for i in range(16)], size=1),
    "fields": stack(
        *[conv(f"c{i}", kernel=255, dilation=1024, padding="same") for i in range(512)]
    ),
    "jumps": stack(*[conv(f"c{i}", stride=1024) for i in range(512)]),
    "paths": stack(
        *[layer("add", f"a{i}", inputs=[f"a{i - 1}" if i else "input"] * 2) for i in range(512)]
    ),
    "phases": after_a_period_of_4096(*[wide(i) for i in range(510)]),
    "phases of branches": after_a_period_of_4096(*[dense(i) for i in range(200)]),
    "inputs": stack(layer("add", inputs=["input"] * 500_000)),
}


@pytest.mark.parametrize("document", HUGE.values(), ids=HUGE.keys())
def test_a_huge_but_possible_document_is_reported_cheaply(document: Json, tmp_path: Path) -> None:
    path = tmp_path / "huge.convscope"
    path.write_bytes(encode(document))
    done = measured(path, "--json")
    assert (done.status, done.err) == (0, "")
    assert len(done.objects[0]["layers"]) == len(document["layers"])
    assert_cheap(done)


def test_a_cycle_of_two_names_the_layer_that_reads_ahead() -> None:
    report = describe(stack(conv("a", inputs=["b"]), conv("b", inputs=["a"])))
    assert [(each["layer"], each["code"]) for each in report["problems"]] == [
        ("a", "unknown_input")
    ]


@pytest.mark.parametrize("depth", [10, 100, 900, 990, 1000, 1010, 5000])
def test_no_depth_of_nesting_escapes(depth: int) -> None:
    assert len(codes(one_conv('"weights": ' + "[" * depth + "]" * depth))) == 1
    assert len(codes(b"[" * depth + b"]" * depth)) == 1
    assert len(codes(b'{"a":' * depth + b"1" + b"}" * depth)) == 1


def test_a_deep_caller_gets_an_answer_too() -> None:
    def below(depth: int) -> Json:
        return (
            below(depth - 1)
            if depth
            else inspection.describe(one_conv('"weights": ' + "[" * 400 + "]" * 400))
        )

    assert len(below(500)["problems"]) == 1


@pytest.mark.parametrize(
    "value", [10**15, -(10**15), 10**100, 10**399], ids=lambda value: f"{len(str(value))} digits"
)
def test_no_whole_number_is_too_large_to_be_refused(value: int) -> None:
    fields = ("kernel", "stride", "dilation", "padding", "groups", "out_channels")
    for field in fields:
        assert codes(stack(conv(**{field: value})))
    for field in ("kernel", "stride", "padding", "divisor_override"):
        assert len(codes(stack(layer("avg_pool", **{field: value})))) <= 1


@pytest.mark.parametrize("arguments", [["-", "--json"], ["-"]], ids=str)
def test_no_input_at_all_is_no_traceback(arguments: list[str]) -> None:
    assert inspect(*arguments, stdin=b"").status in (0, 1)

"""`design` as another program and as a person use it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.contract.running import MAIN, convscope, environment


def design(*arguments: object, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    outcome = convscope("design", *map(str, arguments), env=env)
    return outcome.status, outcome.out, outcome.err


def test_the_answer_of_the_contract() -> None:
    outcome = convscope("design", "--kernel", "3", "--field", "27", "--json")
    assert outcome.status == 0
    assert outcome.err == ""
    assert outcome.objects == [
        {
            "kernel": 3,
            "field": 27,
            "candidates": [{"rates": [1, 3, 9], "field": 27, "gridding_index": 0.0, "weights": 27}],
            "nearest": None,
        }
    ]


def test_with_layers_every_list_of_so_many_is_told_the_best_first() -> None:
    outcome = convscope("design", "--kernel", "3", "--field", "15", "--layers", "3", "--json")
    [answer] = outcome.objects
    assert [one["rates"] for one in answer["candidates"]] == [[1, 3, 3], [1, 1, 5], [1, 2, 4]]
    indices = [one["gridding_index"] for one in answer["candidates"]]
    assert indices == sorted(indices)
    assert {one["weights"] for one in answer["candidates"]} == {27}


def test_at_most_a_hundred_candidates_are_told() -> None:
    outcome = convscope("design", "--kernel", "3", "--field", "101", "--layers", "6", "--json")
    assert len(outcome.objects[0]["candidates"]) == 100


def test_a_field_without_candidates_is_status_1_with_the_nearest_one() -> None:
    outcome = convscope("design", "--kernel", "3", "--field", "12", "--json")
    assert outcome.status == 1
    assert outcome.objects == [{"kernel": 3, "field": 12, "candidates": [], "nearest": 11}]
    assert outcome.err == (
        "No rates without holes give kernel 3 a field of 12. "
        "The nearest field that has some is 11.\n"
    )


def test_people_read_a_table() -> None:
    status, out, err = design("--kernel", 3, "--field", 13, "--layers", 3)
    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert lines[0].split("  ")[0] == "rates"
    assert lines[0].endswith("in truth  weights")
    assert lines[2].split() == ["1,", "2,", "3", "13", "0.111111", "passes,", "2", "full", "27"]
    assert len(lines) == 4


def test_a_chinese_terminal_reads_it_in_chinese() -> None:
    _, out, _ = design("--kernel", 3, "--field", 13, "--layers", 3, env={"LANGUAGE": "zh_CN"})
    assert "膨胀率序列" in out
    assert "全覆盖" in out
    status, out, err = design("--kernel", 3, "--field", 12, env={"LANGUAGE": "zh_CN"})
    assert (status, out) == (1, "")
    assert "11" in err
    assert "field" not in err


def test_a_search_that_is_not_complete_says_so_to_people() -> None:
    _, out, _ = design("--kernel", 2, "--field", 3001)
    assert "The best of those looked at" in out.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kernel", "1", "--field", "9"), "--kernel takes a whole number from 2 to 255, got 1."),
        (("--kernel", "256", "--field", "9"), "--kernel takes a whole number from 2 to 255"),
        (("--kernel", "x", "--field", "9"), "--kernel takes a whole number from 2 to 255, got x."),
        (("--kernel", "3", "--field", "4098"), "--field takes a whole number from 1 to 4097"),
        (("--kernel", "3", "--field", "0"), "--field takes a whole number from 1 to 4097, got 0."),
        (("--kernel", "3", "--field", "9.5"), "--field takes a whole number from 1 to 4097"),
        (("--kernel", "3", "--field", "9", "--layers", "0"), "--layers takes a whole number from"),
        (("--kernel", "3", "--field", "9", "--layers", "-1"), "--layers takes a whole number from"),
        (("--kernel", "3", "--field", "9", "--layers", "999"), "--layers takes a whole number"),
        (("--kernel", "3", "--field", "9" * 5_000), "--field takes a whole number"),
        (("--kernel", "3"), "--field"),
        (("--field", "9"), "--kernel"),
        (("--kernel", "3", "--field", "9", "--colour"), "--colour"),
        (("--kernel", "3", "--field", "9", "more"), "more"),
    ],
)
def test_wrong_usage_is_status_2_and_a_sentence(arguments: tuple[str, ...], said: str) -> None:
    status, out, err = design(*arguments)
    assert (status, out) == (2, "")
    assert said in err


def test_help_is_there() -> None:
    status, out, _ = design("--help")
    assert status == 0
    assert "--field R" in out


def test_the_same_request_gives_the_same_bytes() -> None:
    once, again = (design("--kernel", 3, "--field", 1201, "--json")[1] for _ in range(2))
    assert once == again


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_design_imports_neither_qt_nor_numpy(options: list[str]) -> None:
    code = (
        "import runpy, sys; sys.argv = ['main.py', 'design', '--kernel', '3', '--field', '63'"
        f", *{options!r}]\n"
        f"try: runpy.run_path({MAIN!r}, run_name='__main__')\n"
        "except SystemExit as end: assert not end.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment()
    )
    loaded = set(done.stderr.split())
    assert "engine.design" in loaded
    assert not {"numpy", "PySide6", "shiboken6", "pyqtgraph", "PIL"} & loaded

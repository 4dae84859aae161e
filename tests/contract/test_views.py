"""What a document shows on opening, and what it may not name."""

import pytest

from engine import file_format

from .documents import Json, codes, conv, encode, problems, reported, stack

VIEWS = [
    ({"scene": "nonsense"}, "view.scene", "unknown_scene"),
    ({"layer": "b"}, "view.layer", "unknown_layer"),
    ({"layer": ["a", "b"]}, "view.layer", "unknown_layer"),
    ({"pixel": [8, 0]}, "view.pixel", "bad_value"),
    ({"pixel": [0, 8]}, "view.pixel", "bad_value"),
    ({"pixel": [-1, 0]}, "view.pixel", "bad_value"),
    ({"pixel": [10**30, 0]}, "view.pixel", "bad_value"),
    ({"channel": 1}, "view.channel", "bad_value"),
    ({"channel": -1}, "view.channel", "bad_value"),
]


@pytest.mark.parametrize(("view", "field", "code"), VIEWS, ids=str)
def test_a_view_of_what_is_not_there_is_a_problem_and_the_layers_are_reported(
    view: Json, field: str, code: str
) -> None:
    document = stack(conv("a"), view=view)
    assert problems(document) == [(None, field, code)]
    assert reported(document) == ["a"]
    assert file_format.read(encode(document)).document is not None


@pytest.mark.parametrize(
    "view",
    [
        {},
        {"pixel": [7, 7]},
        {"channel": 0},
        {"layer": ["a", "b"]},
        {"layer": "a", "pixel": [0, 0], "channel": 0, "scene": "slide"},
    ],
    ids=str,
)
def test_every_field_of_a_view_may_be_left_out(view: Json) -> None:
    assert problems(stack(conv("a"), conv("b"), view=view)) == []


@pytest.mark.parametrize(
    "scene",
    [
        "slide",
        "gridding",
        "field",
        "usage",
        "transposed",
        "scatter",
        "round_trip",
        "deformable",
        "maps",
    ],
)
def test_every_scene_is_known(scene: str) -> None:
    assert problems(stack(conv(), view={"scene": scene})) == []


@pytest.mark.parametrize(
    "view",
    [
        {"scene": 1},
        {"layer": 1},
        {"layer": [1]},
        {"pixel": 3},
        {"pixel": [1]},
        {"pixel": [1.0, 1]},
        {"pixel": [True, 1]},
        {"channel": 0.0},
        {"channel": None},
    ],
    ids=str,
)
def test_the_fields_of_a_view_have_their_kinds(view: Json) -> None:
    (field,) = view
    ((where, found, code),) = problems(stack(conv(), view=view))
    assert (where, found) == (None, f"view.{field}")
    assert code in ("bad_value", f"unknown_{field}")


@pytest.mark.parametrize(
    "view", [{}, {"pixel": [0, 0]}, {"channel": 0}, {"scene": "maps"}], ids=str
)
def test_an_empty_stack_may_have_a_view(view: Json) -> None:
    assert set(codes(stack(view=view))) <= {"bad_value", "unknown_layer"}


def test_a_view_of_a_layer_of_an_empty_stack_is_unknown() -> None:
    assert problems(stack(view={"layer": "a"})) == [(None, "view.layer", "unknown_layer")]

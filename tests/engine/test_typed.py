"""What is typed is understood, however it is spelled, and what is shown means what it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import edits, fields, given_fields, labels, layers, reading, spelling, typed, words
from engine.fields import Kind, Sides
from engine.given import OFFSET_PATTERNS, WEIGHT_PATTERNS, Numbers, Pattern, from_flat
from engine.given_fields import Predictor
from engine.problems import Refused

from .stacks import conv, stack

MODE = layers.kind_of(layers.Upsample, "mode")


@pytest.mark.parametrize(
    "entered",
    ["3x5", "3X5", "3×5", "3*5", "3 x 5", "3, 5", "3,5", "3 5", "(3, 5)", "[3, 5]", " 3   5 ",
     "３ｘ５", "３，５", "（３、５）", "３　５"],
)  # fmt: skip
def test_rows_and_columns_are_understood_in_every_usual_spelling(entered: str) -> None:
    assert typed.value(fields.KERNEL, entered) == [3, 5]


@pytest.mark.parametrize("entered", ["3", " 3 ", "３", "3x3", "+3", "(3)"])
def test_one_number_stands_for_both_axes(entered: str) -> None:
    assert typed.value(fields.KERNEL, entered) == 3


@pytest.mark.parametrize("kind", [fields.KERNEL, fields.CHANNELS, fields.CONV_PADDING])
def test_a_minus_is_left_to_who_knows_the_limits(kind: Kind) -> None:
    assert typed.value(kind, "-1") == typed.value(kind, "\N{MINUS SIGN}1") == -1


def test_a_thin_space_inside_a_number_is_none() -> None:
    assert typed.value(fields.CHANNELS, "65\N{THIN SPACE}536") == 65_536


@pytest.mark.parametrize(
    ("entered", "meant"),
    [
        ("same", "same"), ("SAME", "same"), ("等尺寸", "same"),
        ("valid", "valid"), ("不填充", "valid"),
        ("2", 2), ("1x2", [1, 2]), ("1, 2", [1, 2]), ("1/2", [1, 2]),
        ("1 2 / 0 1", {"top": 1, "bottom": 2, "right": 1}),
        ("1 2/0 1", {"top": 1, "bottom": 2, "right": 1}),
        ("(1, 2) / (0, 1)", {"top": 1, "bottom": 2, "right": 1}),
        ("１　２／０　１", {"top": 1, "bottom": 2, "right": 1}),
        ("1 2 / 3", {"top": 1, "bottom": 2, "left": 3, "right": 3}),
        ("1 1 / 2 2", [1, 2]),
        ("top 1 left 2", {"top": 1, "left": 2}),
        ("Top: 1, Left = 2", {"top": 1, "left": 2}),
        ("上1，左2", {"top": 1, "left": 2}),
        ("top 1 bottom 1", [1, 0]),
    ],
)  # fmt: skip
def test_padding_is_a_word_a_number_two_or_four(entered: str, meant: object) -> None:
    assert typed.value(fields.CONV_PADDING, entered) == meant


@pytest.mark.parametrize("entered", ["yes", "Yes", "y", "true", "on", "1", "✓", "是"])
def test_yes_is_understood(entered: str) -> None:
    assert typed.value(fields.FLAG, entered) is True


@pytest.mark.parametrize("entered", ["no", "N", "False", "off", "0", "✗", "否"])
def test_no_is_understood(entered: str) -> None:
    assert typed.value(fields.FLAG, entered) is False


@pytest.mark.parametrize(
    ("kind", "entered", "meant"),
    [
        (fields.PADDING_MODE, "Reflect", "reflect"),
        (fields.PADDING_MODE, "镜像", "reflect"),
        (fields.ZEROS_ONLY, "补零", "zeros"),
        (MODE, "双线性", "bilinear"),
        (layers.kind_of(layers.Activation, "function"), "Leaky ReLU", "leaky_relu"),
    ],
)
def test_a_choice_is_understood_in_either_language(kind: Kind, entered: str, meant: str) -> None:
    assert typed.value(kind, entered) == meant


def test_another_word_than_those_of_a_choice_is_answered_with_what_was_meant() -> None:
    document = stack(conv("a"))
    raw = typed.value(fields.PADDING_MODE, "reflekt")
    with pytest.raises(Refused, match='did you mean "reflect"'):
        edits.set_field(document, "a", "padding_mode", raw)


@pytest.mark.parametrize(
    ("entered", "meant"),
    [
        ("a, b", ["a", "b"]), ("a，b、c", ["a", "b", "c"]), ("a", ["a"]), ("a, , b,", ["a", "b"]),
        ("conv 1, b", ["conv 1", "b"]), ('"a, b", c', ["a, b", "c"]), ('["a", "b"]', ["a", "b"]),
        ('"a', ['"a']), ('"a" b', ['"a" b']),
    ],
)  # fmt: skip
def test_layers_are_named_one_after_the_other(entered: str, meant: list[str]) -> None:
    assert typed.value(fields.NAMES, entered) == meant


@pytest.mark.parametrize(
    ("kind", "entered", "meant"),
    [
        (given_fields.WEIGHTS, "gaussian", {"pattern": "gaussian"}),
        (given_fields.WEIGHTS, "Random 7", {"pattern": "random", "seed": 7}),
        (given_fields.WEIGHTS, "random, seed 7", {"pattern": "random", "seed": 7}),
        (given_fields.WEIGHTS, "[[[[1, -0.5]]]]", [[[[1, -0.5]]]]),
        (given_fields.WEIGHTS, '{"pattern": "ones"}', {"pattern": "ones"}),
        (given_fields.OFFSETS, "ones scale 2", {"pattern": "ones", "scale": 2}),
        (given_fields.OFFSETS, "random 7 ×.5", {"pattern": "random", "seed": 7, "scale": 0.5}),
        (given_fields.PREDICTED, "predictor", {"predictor": {}}),
        (given_fields.BIAS, "no", False),
        (given_fields.BIAS, "1", [1]),
        (given_fields.BIAS, "0.5, -1e-3 2", [0.5, -0.001, 2]),
        (given_fields.BIAS, "[1, 2]", [1, 2]),
        (given_fields.INDICES, "[[[0, 3]]]", [[[0, 3]]]),
    ],
)
def test_numbers_are_a_pattern_with_its_seed_or_lists(
    kind: Kind, entered: str, meant: object
) -> None:
    assert typed.value(kind, entered) == meant


EVERY_FIELD = [
    (kind, name) for kind in layers.OPERATIONS.values() for name in layers.field_names(kind)
]


@pytest.mark.parametrize(("operation", "name"), EVERY_FIELD)
def test_an_empty_cell_is_the_default(operation: type[layers.Layer], name: str) -> None:
    kind = layers.kind_of(operation, name)
    assert typed.value(kind, "") is typed.value(kind, "  ") is None
    assert typed.shown(kind, None, "en") == ""


@pytest.mark.parametrize(
    ("kind", "entered", "would_do"),
    [
        (fields.CHANNELS, "abc", "3"), (fields.CHANNELS, "3x3", "3"), (fields.CHANNELS, "3²", "3"),
        (fields.KERNEL, "abc", "3×5"), (fields.KERNEL, "3.0", "3×5"),
        (fields.SIDE, "3×32×32", "3×5"), (fields.KERNEL, "same", "3×5"),
        (fields.KERNEL, "9" * 401, "3×5"),
        (fields.CONV_PADDING, "full", "1 2/0 1"), (fields.CONV_PADDING, "1/2/3", "1 2/0 1"),
        (fields.CONV_PADDING, "top 1 top 2", "1 2/0 1"),
        (fields.CONV_PADDING, "front 1", "1 2/0 1"),
        (fields.FLAG, "maybe", "yes nor no"), (given_fields.BIAS, "a b", "0, 1.5"),
        (given_fields.WEIGHTS, "12", "random 7"), (given_fields.INDICES, "a", "[[1, 2], [3, 4]]"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_its_value_and_what_would_do(
    kind: Kind, entered: str, would_do: str
) -> None:
    with pytest.raises(Refused) as refused:
        typed.value(kind, entered)
    said = words.say(refused.value.problem.sentence)
    assert entered[:50] in said
    assert would_do in said
    assert refused.value.problem.value == entered


@pytest.mark.parametrize(
    ("entered", "why"),
    [('[1, "a', "not JSON"), ('{"pattern": "ones", "pattern": "mean"}', "twice"),
     ("[\ud800]", "UTF-8")],
)  # fmt: skip
def test_lists_are_read_as_strictly_as_a_file(entered: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        typed.value(given_fields.WEIGHTS, entered)


@pytest.mark.parametrize(
    ("kind", "held", "short"),
    [
        (fields.KERNEL, (3, 3), "3"), (fields.KERNEL, (3, 5), "3×5"),
        (fields.CONV_PADDING, "same", "same"), (fields.CONV_PADDING, Sides(1, 1, 1, 1), "1"),
        (fields.CONV_PADDING, Sides(1, 1, 2, 2), "1×2"),
        (fields.CONV_PADDING, Sides(1, 2, 0, 1), "1 2/0 1"),
        (fields.FLAG, True, "yes"), (fields.FLAG, False, "no"), (given_fields.BIAS, True, "yes"),
        (fields.NAMES, ("a、b", "a，b", "[a"), '"a、b", "a，b", "[a"'),
        (fields.NAMES, ("a", "b"), "a, b"), (fields.NAMES, ("a, b", " c"), '"a, b", " c"'),
        (given_fields.WEIGHTS, Pattern("random", 7), "random 7"),
        (given_fields.OFFSETS, Pattern("ones", 0, 0.5), "ones scale 0.5"),
        (given_fields.BIAS, Numbers((2,), from_flat([1, 0.5], (2,)).data), "[1, 0.5]"),
        (given_fields.BIAS, Numbers((2,), from_flat([1, 2], (2,)).data), "[1, 2]"),
    ],
)  # fmt: skip
def test_a_cell_shows_the_short_form(kind: Kind, held: Any, short: str) -> None:
    assert typed.shown(kind, held, "en") == short
    assert typed.shown(kind, kind.write(held), "en") == short


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_words_of_the_window_may_be_typed(language: str) -> None:
    for word, label in labels.VALUES.items():
        assert spelling.word(words.say(label, language)) == word


PAIRS = st.tuples(st.integers(0, 300), st.integers(0, 300))
SIDES = st.builds(Sides, *[st.integers(0, 40)] * 4)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
REALS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-9, 9)


def patterns(names: tuple[str, ...], scales: st.SearchStrategy[Any]) -> st.SearchStrategy[Pattern]:
    return st.builds(Pattern, st.sampled_from(names), st.integers(), scales)


def lists(depth: int) -> st.SearchStrategy[Numbers]:
    shape = (2, *[1] * (depth - 1))
    rows = st.tuples(REALS, REALS)
    return rows.map(lambda row: from_flat([*map(float, row)], shape))


WEIGHTS = patterns(WEIGHT_PATTERNS, st.just(1)) | lists(4)
SCALES = st.floats(-1e300, 1e300).map(lambda x: int(x) if x.is_integer() else x)
OFFSETS = patterns(OFFSET_PATTERNS, SCALES) | lists(3)
BIASES = st.booleans() | lists(1)
WHAT_IT_MAY_HOLD: list[tuple[Kind, st.SearchStrategy[Any]]] = [
    (fields.CHANNELS, st.integers(1, fields.LARGEST_CHANNELS)),
    (fields.DIVISOR, st.integers(1, 10**100)),
    *((kind, PAIRS) for kind in (fields.NATURAL, fields.BOTH_SIDES)),
    *(
        (kind, st.tuples(st.integers(1, 255), st.integers(1, 255)))
        for kind in (fields.KERNEL, fields.STEP, fields.SIDE)
    ),
    (fields.CONV_PADDING, SIDES | st.just("same")),
    (fields.PLAIN_PADDING, SIDES),
    (fields.CROP, SIDES),
    (fields.FLAG, st.booleans()),
    (fields.PADDING_MODE, st.sampled_from(fields.PADDING_MODE.names)),
    (fields.ZEROS_ONLY, st.just("zeros")),
    (MODE, st.sampled_from(MODE.names)),
    (layers.kind_of(layers.Activation, "function"), st.sampled_from(("relu", "leaky_relu"))),
    (fields.STRING, st.text(st.characters(exclude_categories=["Cs"]))),
    (fields.NAME, NAMES),
    (fields.NAMES, st.lists(NAMES, min_size=1).map(tuple)),
    (given_fields.BIAS, BIASES),
    (given_fields.INDICES, st.tuples(*[st.integers(0, 99)] * 2).map(
        lambda row: from_flat(row, (1, 1, 2))
    )),
    (given_fields.WEIGHTS, WEIGHTS),
    (given_fields.OFFSETS, OFFSETS),
    (given_fields.PREDICTED, OFFSETS | st.builds(Predictor, WEIGHTS, BIASES)),
    (reading._PICTURE, patterns(("digits", "random"), st.just(1)) | lists(3)),
]  # fmt: skip


def test_every_field_of_every_operation_goes_round_here() -> None:
    tried = [kind for kind, _ in WHAT_IT_MAY_HOLD]
    missing = [
        (operation.op, name)
        for operation, name in EVERY_FIELD
        if layers.kind_of(operation, name) not in tried
    ]
    assert not missing


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("place", range(len(WHAT_IT_MAY_HOLD)))
@given(data=st.data())
def test_what_is_shown_means_what_is_held(place: int, language: str, data: st.DataObject) -> None:
    kind, strategy = WHAT_IT_MAY_HOLD[place]
    held = kind.read("field", kind.write(data.draw(strategy)))
    shown = typed.shown(kind, held, language)
    assert typed.value(kind, shown) == kind.write(held)
    assert kind.read("field", typed.value(kind, shown)) == held

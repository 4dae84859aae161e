from __future__ import annotations

from typing import Any

import pytest

from engine import report, scenes, words
from engine.document import Document, Input, View
from engine.layers import Layer
from engine.problems import Refused
from engine.scenes import building
from engine.timeline import Timeline
from tests.engine.stacks import conv, layer, stack

from . import sliding
from .sliding import NO_VIEW, slide


def build(document: Document, scene: str | None = "slide", **view: Any) -> Timeline:
    return scenes.build(scene, report.resolve(document), View(**view))


def refused(document: Document, scene: str | None = "slide", **view: Any) -> tuple[str, str]:
    """The code and the sentence of the refusal."""
    with pytest.raises(Refused) as caught:
        build(document, scene, **view)
    return caught.value.problem.code, words.say(caught.value.problem.sentence)


def of(*layers: Layer, size: Any = 6, channels: int = 1) -> Document:
    return stack(*layers, size=size, channels=channels)


OTHERS = [
    (layer("activation", "a"), "activation"),
    (layer("batch_norm", "a"), "batch norm"),
    (layer("pad", "a", padding=1), "pad"),
    (layer("crop", "a", crop=1), "crop"),
]


@pytest.mark.parametrize(("one", "name"), OTHERS)
def test_what_slides_no_window_names_the_scene_of_the_values(one: Layer, name: str) -> None:
    code, sentence = refused(of(one))
    assert code == "scene_does_not_apply"
    assert sentence == f"no window slides in {name}; the scene maps shows what it makes."


def test_a_transposed_convolution_names_its_own_scenes() -> None:
    _, sentence = refused(of(layer("conv_transpose", "t", out_channels=1, kernel=2)))
    assert "the scenes transposed and scatter" in sentence


@pytest.mark.parametrize(
    "offsets", [{"pattern": "ones"}, {"predictor": {"weights": {"pattern": "ones"}}}]
)
def test_taps_that_leave_their_places_are_shown_by_another_scene(offsets: Any) -> None:
    one = layer("deform_conv", "d", out_channels=1, kernel=2, offsets=offsets)
    _, sentence = refused(of(one))
    assert sentence == "the taps leave their places; the scene deformable shows where they read."


def test_taps_that_stay_slide_as_those_of_a_convolution() -> None:
    raw: dict[str, Any] = {"kernel": 2, "stride": 2, "padding": 1, "weights": {"pattern": "index"}}
    deformed = slide(of(layer("deform_conv", "a", out_channels=1, **raw)))
    plain = slide(of(conv("a", **raw)))
    for step in range(plain.length):
        assert deformed.step(step).windows[0].rows == plain.step(step).windows[0].rows
        assert sliding.lines(deformed.step(step)) == sliding.lines(plain.step(step))


def test_the_mask_weighs_the_weights() -> None:
    mask = [[[0.5]], [[2.0]]]
    one = layer(
        "deform_conv", "d", out_channels=1, kernel=[1, 2], modulated=True, mask=mask,
        weights=[[[[3, 1]]]],
    )  # fmt: skip
    frame = slide(sliding.stack(one, values=[[4, 5]])).step(0)
    assert sliding.sentence(frame) == "4 · 1.5 + 5 · 2 = 16"
    heading = sliding.grid(frame, "kernel").heading
    assert heading is not None
    assert sliding.said(heading.second) == "times the mask of each output cell"


def test_a_document_without_layers_says_what_to_do() -> None:
    code, sentence = refused(Document())
    assert code == "scene_does_not_apply"
    assert sentence.startswith("No layers yet")


def test_a_layer_that_is_impossible_is_refused_with_its_own_problem() -> None:
    code, _ = refused(of(conv("a", 9)))
    assert code == "kernel_too_large"


def test_a_layer_that_reads_an_impossible_one_says_so() -> None:
    _, sentence = refused(of(conv("a", 9), conv("b")))
    assert sentence == "a layer that it reads is impossible, so it cannot be shown."


def test_values_that_would_be_too_many_are_refused() -> None:
    document = Document(input=Input(64, (4096, 4096)), layers=(layer("global_max_pool", "p"),))
    assert refused(document)[0] == "too_large"


def test_an_unpool_without_places_is_refused_and_so_is_what_follows() -> None:
    unpool = layer("max_unpool", "u", kernel=2)
    for layers in ((unpool,), (unpool, conv("a")), (unpool, conv("a"), conv("b"))):
        with pytest.raises(Refused) as caught:
            slide(of(*layers))
        assert caught.value.problem.layer == "u"
        sentence = words.say(caught.value.problem.sentence)
        assert sentence == "where its values go is not known: name the max pool, or give indices."


def test_numbers_that_do_not_fit_are_named_as_the_reason() -> None:
    document = of(conv("a", weights=[[[[1, 2]]]]), conv("b"))
    problem = report.resolve(document).problems[0]
    assert refused(document, layers=("b",)) == (problem.code, words.say(problem.sentence))


def test_an_unknown_scene_layer_or_channel_is_refused() -> None:
    document = of(conv("a"))
    assert refused(document, "slode")[0] == "unknown_scene"
    assert refused(document, layers=("b",))[0] == "unknown_layer"
    assert refused(document, channel=1)[0] == "bad_value"


def test_a_scene_that_cannot_be_drawn_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(building.SCENES, "maps")
    code, sentence = refused(of(conv("a")), "maps")
    assert code == "scene_not_drawn"
    assert sentence == "the scene maps cannot be drawn yet."


def test_an_input_that_does_not_fit_is_named_as_the_reason() -> None:
    numbers = sliding.stack(values=[[1, 2]]).input.values
    document = Document(input=Input(1, (3, 3), numbers), layers=(conv("a"), conv("b", 1)))
    problem = report.resolve(document).problems[0]
    assert refused(document) == (problem.code, words.say(problem.sentence))


def test_the_scene_of_the_view_is_taken_where_none_is_asked_for() -> None:
    document = of(layer("activation", "a"))
    with pytest.raises(Refused):
        scenes.build(None, report.resolve(document), View("slide"))


def test_the_usual_scene_slides_where_a_window_does() -> None:
    assert build(of(conv("a")), None).length == 16
    assert build(of(conv("a"), layer("activation", "r")), None).length == 3
    assert build(Document(), None).length == 1
    moved = layer("deform_conv", "d", out_channels=1, kernel=2, offsets={"pattern": "ones"})
    assert build(of(moved), None).length == 25
    assert build(of(layer("max_unpool", "u", kernel=2)), None).length == 2


def test_the_first_layer_of_the_view_is_shown() -> None:
    document = of(conv("a", 2), conv("b", 2))
    timeline = build(document, layers=("a", "b"))
    assert timeline.length == 25
    assert slide(document, NO_VIEW).length == 16

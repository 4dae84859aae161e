from __future__ import annotations

from dataclasses import replace

from engine.document import View
from tests.engine.stacks import conv, stack


def test_the_view_is_about_the_layer_it_names_else_about_the_last() -> None:
    document = stack(conv("a"), conv("b"))
    assert document.shown_layer == "b"
    assert replace(document, view=View("slide", ("a",))).shown_layer == "a"
    assert stack().shown_layer == ""

"""What a refusal is: where it stands, what kind it is, why, and what would do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine import words
from engine.words import Text

# The one place outside its layer that a remedy may change.
INPUT_SIZE = "input.size"


@dataclass(frozen=True)
class Fix:
    """One remedy: setting `field` to `value` (as a file would write it) makes the layer fit.

    The field is one of the layer, or the size of the input.
    """

    label: Text
    field: str
    value: object


@dataclass(frozen=True)
class Problem:
    """A refusal at its place; `layer` and `field` are None where there is none."""

    layer: str | None
    field: str | None
    code: str
    sentence: Text
    place: Text | str = ""
    value: object = None
    limit: object = None
    fixes: tuple[Fix, ...] = ()
    blocks: bool = True

    @property
    def message(self) -> Text:
        """The sentence with its place before it, as a list or a terminal shows it."""
        place = self.place or self.layer
        if not place:
            return self.sentence
        return words.text("{place}: {sentence}", place=place, sentence=self.sentence)


class Refused(ValueError):
    """A value that no stack could hold; it carries the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(words.say(problem.message))
        self.problem = problem

    def at(self, layer: str | None, field: str | None, place: Text | str = "") -> Refused:
        """The same refusal, told of a place; a field inside the field keeps its path."""
        inner = self.problem.field
        path = ".".join(part for part in (field, inner) if part) or None
        return Refused(replace(self.problem, layer=layer, field=path, place=place))


def refusal(code: str, sentence: Text, *, value: object = None, limit: object = None) -> Refused:
    """A refusal that does not know its place yet."""
    return Refused(Problem(None, None, code, sentence, value=value, limit=limit))

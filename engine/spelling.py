"""How words, numbers, pairs and sides may be spelled by somebody who types them."""

from __future__ import annotations

import functools
import re

from engine import labels, words
from engine.decoding import LONGEST_NUMBER
from engine.fields import Pair, Sides

# What is understood beside the words that are shown, whatever the language of the window.
_MEANT = {
    "等尺寸": "same", "不填充": "valid",
    "补零": "zeros", "零": "zeros", "zero": "zeros", "镜像": "reflect", "复制": "replicate",
    "循环": "circular", "最近邻": "nearest", "双线性": "bilinear",
    "上": "top", "下": "bottom", "左": "left", "右": "right",
    **dict.fromkeys(("y", "true", "t", "on", "✓", "✔", "是", "有", "开", "真"), "yes"),
    **dict.fromkeys(("n", "false", "f", "off", "✗", "✘", "否", "无", "关", "假"), "no"),
}  # fmt: skip

# Full-width forms stand for their ASCII; a thin space inside a number means nothing.
_HALF_WIDTH: dict[int, str | None] = {
    **{0xFF01 + place: chr(0x21 + place) for place in range(94)},
    ord("、"): ",",
    ord("\N{MINUS SIGN}"): "-",
    ord("\N{THIN SPACE}"): None,
    ord("\N{NARROW NO-BREAK SPACE}"): None,
}
_BRACKETS = "()[] "

_WHOLE = rf"[+-]?[0-9]{{1,{LONGEST_NUMBER}}}"
_REAL = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?"
_PAIR = re.compile(rf" ?({_WHOLE})(?: ?[,x×* ] ?({_WHOLE}))? ?", re.IGNORECASE)
_SIDE = re.compile(rf"([^\W\d]+) ?[:=]? ?({_WHOLE})[ ,]*")
_SIDES = re.compile(rf"(?:{_SIDE.pattern})+")
_PATTERN = re.compile(
    rf"([^\W\d]\w*)(?:[ ,]+(?:seed )?({_WHOLE}))?(?:[ ,]*(?:scale|[x×*]) ?({_REAL}))?",
    re.IGNORECASE,
)


def plain(typed: str) -> str:
    """The text with ASCII digits and punctuation, and no more than one space anywhere."""
    return " ".join(typed.translate(_HALF_WIDTH).split())


def word(typed: str) -> str:
    """The word of the file that is meant; one that is not known stands as it is."""
    folded = re.sub("[ -]", "_", plain(typed).casefold())
    return _vocabulary().get(folded, folded)


def flag(typed: str) -> bool | None:
    """What a yes or a no means, however it is said."""
    return {"yes": True, "no": False}.get(word(typed))


def whole(typed: str) -> int | None:
    """A whole number."""
    found = re.fullmatch(_WHOLE, plain(typed))
    return int(found[0]) if found else None


def pair(typed: str) -> Pair | None:
    """`3`, which stands for two, or `3x5`, `3×5`, `3*5`, `3, 5`, `3 5`, `(3, 5)`."""
    found = _PAIR.fullmatch(plain(typed).strip(_BRACKETS))
    return (int(found[1]), int(found[2] or found[1])) if found else None


def reals(typed: str) -> list[int | float] | None:
    """Numbers with commas or spaces between them."""
    parts = plain(typed).strip(_BRACKETS).replace(",", " ").split()
    if parts and all(re.fullmatch(_REAL, part, re.IGNORECASE) for part in parts):
        return [_real(part) for part in parts]
    return None


def sides(typed: str) -> Sides | None:
    """A pair, `1 2 / 0 1` (top bottom / left right), or sides by their names: `top 1 left 2`."""
    return _four(typed) or _named(typed)


def pattern(typed: str) -> dict[str, object] | None:
    """A pattern as a file writes it: `gaussian`, `random 7` (its seed), `ones scale 2`."""
    found = _PATTERN.fullmatch(plain(typed))
    if not found:
        return None
    name, seed, scale = found.groups()
    return {
        "pattern": name.lower(),
        **({"seed": int(seed)} if seed else {}),
        **({"scale": _real(scale)} if scale else {}),
    }


def _four(typed: str) -> Sides | None:
    rows = [pair(part) for part in re.split("[/;]", plain(typed), maxsplit=2)]
    if len(rows) > 2 or rows[0] is None or rows[-1] is None:
        return None
    if len(rows) == 2:
        return Sides(*rows[0], *rows[-1])
    high, wide = rows[0]
    return Sides(high, high, wide, wide)


def _named(typed: str) -> Sides | None:
    if not _SIDES.fullmatch(plain(typed)):
        return None
    told = [(word(side), int(cells)) for side, cells in _SIDE.findall(plain(typed))]
    found = dict(told)
    if len(found) < len(told) or not found.keys() <= set(Sides._fields):
        return None
    return Sides(**found)


def _real(written: str) -> int | float:
    return int(written) if re.fullmatch(_WHOLE, written) else float(written)


@functools.cache
def _vocabulary() -> dict[str, str]:
    told = {
        words.say(label, language).casefold(): meant
        for meant, label in labels.VALUES.items()
        for language in words.LANGUAGES
    }
    return {**_MEANT, **told}

"""Makes the four fonts of the figures from Debian's packages fonts-inter and fonts-noto-cjk.

It needs fonttools (`pip install fonttools`), which nothing else in the project does:

    make fonts                              reads the packages where apt installs them
    make fonts FONTS_ROOT=unpacked          reads them where `dpkg-deb -x` unpacked them
    make fonts PYTHON_IN=other/bin/python   uses a Python that has fonttools

The same packages and the same fonttools give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
LOCALE = HERE.parent / "locale"
INSTALLED = "usr/share/fonts/opentype"

# Latin, Greek for σ and Γ, and what formulas, arrows and units are written with.
LATIN_RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x391, 0x3C9), (0x2002, 0x200A), (0x2010, 0x2015),
    (0x2018, 0x201F), (0x2020, 0x2026), (0x202F, 0x203A), (0x2044, 0x2044), (0x2070, 0x209C),
    (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2150, 0x215E), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2300, 0x2300), (0x25A0, 0x25FF), (0x2713, 0x2717),
)  # fmt: skip
# Kerning, marks on letters and digits of one width; no contextual ones, which turn 3x5 into 3×5.
LATIN_FEATURES = ("ccmp", "kern", "mark", "mkmk", "tnum")
KEPT_NAMES = (0, 5, 7, 8, 9, 10, 11, 12, 13, 14)


@dataclass(frozen=True)
class Face:
    """One font file: where it comes from, and by which name, style and weight it is known here."""

    source: str
    number: int
    family: str
    style: str
    weight: int

    @property
    def file(self) -> str:
        """The file's name, which is its PostScript name too."""
        return f"{self.family.replace(' ', '')}-{self.style}.otf"


# Names of our own: an installed Inter or Noto of another version is never taken for these.
# Number 2 of Noto's collections is the one for simplified Chinese.
LATIN = (
    Face("inter/Inter-Regular.otf", -1, "Convscope Sans", "Regular", 400),
    Face("inter/Inter-SemiBold.otf", -1, "Convscope Sans", "Bold", 600),
)
CHINESE = (
    Face("noto/NotoSansCJK-Regular.ttc", 2, "Convscope Chinese", "Regular", 400),
    Face("noto/NotoSansCJK-Bold.ttc", 2, "Convscope Chinese", "Bold", 600),
)


def level_one() -> set[str]:
    """The 3 755 commonest characters: rows 16 to 55 of GB 2312."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return {character for pair in pairs if (character := pair.decode("gb2312", "ignore"))}


def wide_punctuation() -> set[str]:
    """Chinese punctuation, and the full-width forms of ours."""
    codes = (*range(0x3000, 0x3018), *range(0xFF01, 0xFF66))
    return {c for c in map(chr, codes) if unicodedata.category(c)[0] in "PSZ"}


def said() -> set[str]:
    """Every character of the translations."""
    texts = (file.read_text(encoding="utf-8") for file in LOCALE.glob("zh_CN/**/*.po"))
    return {c for text in texts for c in text if c.isprintable()}


def latin_characters() -> set[str]:
    """What the first font of the chain is asked for."""
    return {chr(code) for first, last in LATIN_RANGES for code in range(first, last + 1)}


def subset(face: Face, root: Path, characters: Iterable[str], features: Iterable[str]) -> TTFont:
    """The face with these characters and features alone, without hints, under its own name."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(root / INSTALLED / face.source, fontNumber=face.number, recalcTimestamp=False)
    options = Options(
        layout_features=list(features), hinting=False, name_IDs=list(KEPT_NAMES),
        notdef_outline=True, drop_tables=["VORG", "vhea", "vmtx", "BASE", "DSIG"],
    )  # fmt: skip
    cutter = Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in characters])
    cutter.subset(font)
    if "tnum" in features:
        even_digits(font)
    rename(font, face)
    return font


def even_digits(font: TTFont) -> None:
    """Gives all ten digits of `tnum` one width: SemiBold's 4 is a thousandth of an em short."""
    (lookup,) = font["GSUB"].table.LookupList.Lookup
    swaps, names, metrics = lookup.SubTable[0].mapping, font.getBestCmap(), font["hmtx"]
    even = [swaps[names[ord(digit)]] for digit in "0123456789"]
    widest = max(metrics[name][0] for name in even)
    for name in even:
        metrics[name] = (widest, metrics[name][1])


def rename(font: TTFont, face: Face) -> None:
    """Gives the font its family, style and weight, and a date that never changes."""
    names = {
        1: face.family,
        2: face.style,
        3: f"{face.file} of {Path(face.source).name}",
        4: f"{face.family} {face.style}",
        6: Path(face.file).stem,
    }
    for name_id, name in names.items():
        font["name"].setName(name, name_id, 3, 1, 0x409)
    bold = face.style == "Bold"
    font["OS/2"].usWeightClass = face.weight
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x61 | (0x20 if bold else 0x40)
    font["head"].macStyle = int(bold)
    font["head"].modified = font["head"].created
    compact = font["CFF "].cff
    compact.fontNames = [names[6]]
    compact.topDictIndex[0].FullName = names[4]
    compact.topDictIndex[0].FamilyName = names[1]


def make(root: Path) -> None:
    """Writes all four beside this script; the Chinese ones have what the Latin ones lack."""
    latin = {face: subset(face, root, latin_characters(), LATIN_FEATURES) for face in LATIN}
    spoken = {c for c in said() if ord(c) not in latin[LATIN[0]].getBestCmap()}
    wanted = level_one() | wide_punctuation() | spoken
    chinese = {face: subset(face, root, wanted, ()) for face in CHINESE}
    for face, font in (latin | chinese).items():
        font.save(HERE / face.file)
        size = (HERE / face.file).stat().st_size
        print(f"{face.file}: {len(font.getBestCmap())} characters, {size} bytes")
    lacking = wanted - {chr(code) for code in chinese[CHINESE[0]].getBestCmap()}
    if lacking:
        raise SystemExit(f"No font has {' '.join(sorted(lacking))}; say it with other characters.")


def main() -> None:
    """Reads where the packages are, and says what is missing."""
    asked = argparse.ArgumentParser(description="Makes the fonts of the figures.")
    asked.add_argument("root", nargs="?", type=Path, default=Path("/"), help="holds usr/share")
    root = asked.parse_args().root
    try:
        make(root)
    except ModuleNotFoundError:
        sys.exit("fonttools is missing; pip install fonttools.")
    except FileNotFoundError as missing:
        sys.exit(f"{missing.filename} is missing; apt-get install fonts-inter fonts-noto-cjk.")


if __name__ == "__main__":
    main()

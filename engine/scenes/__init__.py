"""Scenes: what a document shows of itself, as timelines of data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.document import View
    from engine.handles import Tap
    from engine.report import Report
    from engine.timeline import Timeline


def build(scene: str | None, report: Report, view: View, tap: Tap | None = None) -> Timeline:
    """The scene of that name, or of the view's, or the usual one; refused where it has no sense."""
    from engine.scenes import building  # with numpy, which a window without layers does without

    return building.build(scene, report, view, tap)


__all__ = ["build"]

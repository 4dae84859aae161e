"""Scenes: what a document shows of itself, as timelines of data."""

from engine.scenes.building import build

__all__ = ["build"]

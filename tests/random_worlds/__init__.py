"""Seeded, randomised worlds of raw data on which two implementations must agree."""

from .world import World, make_world

__all__ = ["World", "make_world"]

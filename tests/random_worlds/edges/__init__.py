"""What must be found in the files of some world: one small question an edge."""

from . import deals, money, records, settings, writing  # each adds its questions
from .view import EDGES, View

__all__ = ["EDGES", "View", "deals", "money", "records", "settings", "writing"]

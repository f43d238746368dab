"""What must be found in the files of some world: one small question an edge."""

from . import deals, inputs, money, records, settings, writing  # each adds its own
from .view import EDGES, View

__all__ = [
    "EDGES",
    "View",
    "deals",
    "inputs",
    "money",
    "records",
    "settings",
    "writing",
]

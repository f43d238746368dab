"""The rows of each rule seed: what ships, and what a company adds in its own folder."""

from pathlib import Path

from .reading import read_csv
from .values import look_up_key

# Own rows add to the shipped ones and win over a row of the same key.
KEYS = {
    "deal_stages": ("crm_stage", "pipeline"),
    "lead_statuses": ("crm_status", "field"),
    "lead_source_channels": ("lead_source",),
    "source_categories": ("utm_source",),
    "touch_types": ("touch_type",),
    "cost_types": ("cost_type",),
    "channels": ("channel",),
    "deal_types": ("crm_type",),
}
# Own rows come before the shipped ones; both in the order of their priority.
FIRST_MATCH = ("channel_rules", "personas", "touch_rules", "campaign_names")
# Own rows of every other seed replace the shipped ones.


class RuleFiles:
    """The folders of shipped rules, and the folder of a company's own, if any."""

    def __init__(self, folders, own_folder=None):
        """Take one folder or several, whose rows of a seed are read together."""
        if isinstance(folders, (str, Path)):
            folders = [folders]
        self._folders = [Path(folder) for folder in folders]
        self._own_folder = Path(own_folder) if own_folder else None

    def rows(self, seed):
        """The rows of a seed that count, in the order in which they count."""
        shipped = []
        for folder in self._folders:
            shipped += rows_of(folder / f"{seed}.csv")
        own = []
        if self._own_folder:
            own = rows_of(self._own_folder / f"own_{seed}.csv")
        if seed in KEYS:
            both = {key_of(seed, row): row for row in [*shipped, *own]}
            return list(both.values())
        if seed in FIRST_MATCH:
            return sorted(own, key=priority) + sorted(shipped, key=priority)
        return own or shipped


def rows_of(path):
    """The rows of a file; one that is missing counts as empty."""
    return read_csv(path)[1] if path.exists() else []


def key_of(seed, row):
    """What no two rows of a seed share."""
    return tuple(look_up_key(row.get(column)) for column in KEYS[seed])


def priority(row):
    """A row's place among the rules of its file; without one it stays as written."""
    return float(row.get("priority") or 0)

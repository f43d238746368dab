"""What sales did with a marketing-qualified lead."""

from .lifecycle import REOPENED

# What counts first where several things happen at one moment.
KINDS = ("accepted", "rejected", "sent_back")
OF_LEAVING = {"disqualified": "rejected", "recycled": "sent_back"}


def disposition(lead, world):
    """What came first for an MQL within the conversion window: (kind, moment).

    Accepted is its sql_at; it is sent back or rejected where it leaves the funnel. The
    kind is `untouched`, without a moment, where there is none of these (yet).
    """
    mql_at = lead.stage_at["mql"]
    found = [
        (moment, KINDS.index(OF_LEAVING[event]))
        for moment, event in lead.journey
        if event != REOPENED
    ]
    if lead.stage_at["sql"] is not None:
        found.append((lead.stage_at["sql"], KINDS.index("accepted")))
    in_time = [
        (moment, position)
        for moment, position in found
        if moment >= mql_at and world.is_within_window(moment, mql_at)
    ]
    if not in_time:
        return "untouched", None
    moment, position = min(in_time)
    return KINDS[position], moment

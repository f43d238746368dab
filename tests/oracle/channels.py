"""Channels of touches, spend and traffic, whose touch it is, and first touches."""

from collections import defaultdict

from .rules import DIRECT, UNKNOWN
from .values import look_up_key

# So many known leads make one visitor a computer that several people use.
SHARED_BY = 3


def named_channel(row, rules, books):
    """The channel that a row names: its own, else by its utm values, else None."""
    if row.texts.get("channel") is not None:
        channel = rules.channel_named(row["channel"])
        if channel is None:
            books.warn_unmapped(row, "channel", "unknown_channel")
        return channel or UNKNOWN
    source, medium = row["utm_source"], row["utm_medium"]
    if source is None and medium is None:
        return None
    channel = rules.channel_of_utm(source, medium)
    if channel == UNKNOWN:
        keys = (look_up_key(value) or "(none)" for value in (source, medium))
        books.note_unmapped(row, "utm_source / utm_medium", " / ".join(keys))
    return channel


def touch_channel(row, touch_type, rules, books):
    """The channel of a touch: the one it names, else its type's default."""
    channel = named_channel(row, rules, books)
    if channel is not None:
        return channel
    return touch_type.default_channel if touch_type else DIRECT


def resolve_leads(touches, leads, books):
    """Give each touch its lead, and each lead its touches in their order."""
    ordered = sorted(touches, key=lambda touch: touch.order)
    first_seen = {}  # anonymous_id -> the lead with which it was first seen
    seen_with = defaultdict(set)  # anonymous_id -> all leads with which it was seen
    for touch in ordered:
        lead = leads.get(touch.row["lead_id"])
        anonymous_id = touch.row["anonymous_id"]
        if lead is not None and anonymous_id is not None:
            first_seen.setdefault(anonymous_id, lead)
            seen_with[anonymous_id].add(lead)
    for touch in ordered:
        if len(seen_with[touch.row["anonymous_id"]]) >= SHARED_BY:
            books.warn(touch.row, "shared_visitor")
        lead_id = touch.row["lead_id"]
        if lead_id is not None:
            touch.lead = leads.get(lead_id)
            if touch.lead is None:
                books.warn(touch.row, "orphan_lead")
        else:
            touch.lead = first_seen.get(touch.row["anonymous_id"])
        if touch.lead is not None:
            touch.lead.touches.append(touch)


def earn_points(lead):
    """Give the lead's touches their points: the first max_times of each type earn."""
    times = {}
    for touch in lead.touches:
        if touch.rule is None:
            continue
        times[touch.touch_type] = times.get(touch.touch_type, 0) + 1
        limit = touch.rule.max_times
        if limit is None or times[touch.touch_type] <= limit:
            touch.points = touch.rule.points


def first_touch(lead, rules, times):
    """The channel and campaign of a lead's first touch."""
    candidates = [
        touch
        for touch in lead.touches
        if touch.is_interaction or touch.has("is_outreach")
    ]
    end_of_day = times.last_moment(times.day_of(lead.created_at))
    first = candidates[0] if candidates else None
    in_time = first if first and first.occurred_at <= end_of_day else None
    if in_time and in_time.channel not in (DIRECT, UNKNOWN):
        return in_time.channel, in_time.campaign
    by_source = rules.channel_of_lead_source(lead.row["lead_source"])
    if by_source is not None:
        return by_source, None
    if in_time:
        return in_time.channel, in_time.campaign
    # A later touch may still explain where the lead came from, up to the opportunity.
    opportunity_at = lead.stage_at["opportunity"]
    if first and (opportunity_at is None or first.occurred_at <= opportunity_at):
        return first.channel, first.campaign
    return UNKNOWN, None

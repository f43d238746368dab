"""What holds for a lead at a moment, and whether a window after it has gone by."""

from datetime import timedelta


def is_no_opportunity_by(lead, moment):
    """Whether a lead is no opportunity yet; who becomes one just then is one."""
    opportunity_at = lead.stage_at["opportunity"]
    return opportunity_at is None or opportunity_at > moment


def becomes_opportunity(lead, moment, days):
    """Whether a lead becomes an opportunity after a moment and within so many days."""
    opportunity_at = lead.stage_at["opportunity"]
    return opportunity_at is not None and moment < opportunity_at < moment + timedelta(
        days=days
    )


def is_over(moment, days, world):
    """Whether so many days after a moment have gone by when as_of_date ends."""
    # The day ends a microsecond after its last moment.
    end = world.as_of + timedelta(microseconds=1)
    return moment + timedelta(days=days) <= end


def lift(rate, base):
    """How much better a rate is than another."""
    if rate is None or not base:
        return None
    return rate / base - 1

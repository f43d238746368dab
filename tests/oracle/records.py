"""What the accepted rows are about: leads, touches, deals, spend and traffic."""

from dataclasses import dataclass, field
from datetime import date, datetime

from .rules import exact

STAGES = ("lead", "mql", "sql", "opportunity", "commit", "customer")


@dataclass(eq=False)
class Touch:
    """One accepted touch."""

    row: object
    touchpoint_id: str
    occurred_at: datetime
    touch_type: str  # the seed's spelling, else as it came
    rule: object  # the seed's row; None for an unknown type
    channel: str
    campaign: str | None
    asset: str | None
    program: str | None
    lead: object = None
    points: float = 0

    @property
    def order(self):
        """What "earliest" means among touches."""
        return self.occurred_at, self.touchpoint_id

    def has(self, flag):
        """A flag of the touch's type; an unknown type has none."""
        return self.rule is not None and getattr(self.rule, flag)

    @property
    def is_interaction(self):
        """Whether the lead did it."""
        return self.has("is_interaction")

    @property
    def is_hand_raise(self):
        """Whether the lead asked for sales."""
        return self.has("is_hand_raise")

    @property
    def email_event(self):
        """The e-mail event of the touch's type, or None."""
        return self.rule.email_event if self.rule else None


@dataclass(eq=False)
class Deal:
    """One accepted deal in the version that counts."""

    row: object
    deal_id: str
    lead: object  # a known lead, or None
    account_id: str | None
    region: str | None
    owner: str | None
    created_at: datetime
    updated_at: datetime | None
    raw_closed_at: datetime | None
    kind: str  # what its stage is mapped to now
    is_credit: bool = False  # a won deal with a negative amount
    is_dated: bool = False  # created_at came as a mere date
    changes: list = field(default_factory=list)  # (moment, kind), sorted
    opportunity_at: datetime | None = None
    commit_at: datetime | None = None
    closed_at: datetime | None = None
    stage: str = ""  # as it counts at as_of_date
    channel: str = ""
    amount: float | None = None  # converted
    cycle_days: float | None = None
    is_new_customer: bool = False

    @property
    def is_won(self):
        """Whether it is closed and won; a credit is no win."""
        return self.stage == "won" and not self.is_credit

    @property
    def is_lost(self):
        """Whether it is closed and lost."""
        return self.stage == "lost"

    @property
    def is_closed(self):
        """Whether it is won or lost; a credit is neither."""
        return self.is_won or self.is_lost

    @property
    def is_revenue(self):
        """Whether its amount counts as revenue: it is won, or a credit since its close.

        A credit adds its amount, which is below 0, and no deal.
        """
        return self.is_won or (self.is_credit and self.closed_at is not None)

    @property
    def customer_key(self):
        """Who would be, or is, the customer."""
        if self.account_id is not None:
            return f"account:{self.account_id}"
        if self.lead is not None:
            return f"lead:{self.lead.lead_id}"
        return f"deal:{self.deal_id}"

    def is_open_at(self, moment):
        """Whether it is in the pipeline at a moment."""
        return (
            self.opportunity_at is not None
            and self.opportunity_at <= moment
            and (self.closed_at is None or self.closed_at > moment)
        )

    def is_won_by(self, moment):
        """Whether it is won at a moment."""
        return self.is_won and self.closed_at <= moment


@dataclass(eq=False)
class Lead:
    """One accepted lead in the version that counts."""

    row: object
    lead_id: str
    created_at: datetime
    employee_count: float | None
    persona: str
    fit_score: float
    touches: list = field(default_factory=list)  # by occurred_at, touchpoint_id
    deals: list = field(default_factory=list)  # without credits
    credits: list = field(default_factory=list)
    status_changes: list = field(default_factory=list)  # (moment, kind)
    stage_at: dict = field(default_factory=dict)  # stage -> moment or None
    is_implied: dict = field(default_factory=dict)
    journey: list = field(default_factory=list)  # (moment, recycled/disqualified/…)
    stage_history: list = field(default_factory=list)
    hand_raises: list = field(default_factory=list)  # moments, none before created_at
    pql_at: datetime | None = None
    service_qualified_at: datetime | None = None
    channel: str = ""
    campaign: str | None = None

    def points_at(self, moment):
        """What was earned up to and with a moment."""
        return exact(
            sum(touch.points for touch in self.touches if touch.occurred_at <= moment)
        )

    def score_at(self, moment):
        """The score at a moment."""
        return exact(self.fit_score + self.points_at(moment))

    @property
    def revenue_deals(self):
        """The deals whose amounts are the lead's revenue: won ones and credits."""
        return [deal for deal in [*self.deals, *self.credits] if deal.is_revenue]

    def out_at(self, moment):
        """Recycled or disqualified, where the lead is out of the funnel; else None."""
        state = None
        for happened_at, event in self.journey:
            if happened_at <= moment:
                state = None if event == "reopened" else event
        return state

    def reached(self, stage, moment):
        """Whether the lead has reached a stage by a moment."""
        return self.stage_at[stage] is not None and self.stage_at[stage] <= moment

    @property
    def latest_stage(self):
        """The latest stage reached."""
        return [stage for stage in STAGES if self.stage_at[stage] is not None][-1]


@dataclass(eq=False)
class Spend:
    """One accepted row of spend."""

    row: object
    spent_at: datetime
    spend_date: date
    kind: str
    channel: str | None  # None where the row names no channel
    campaign: str | None
    amount: float  # converted


@dataclass(eq=False)
class Traffic:
    """One accepted row of web traffic."""

    row: object
    happened_at: datetime
    channel: str
    visitors: float | None
    sessions: float | None
    page_views: float | None
    bounces: float | None
    social_shares: float | None
    search_position: float | None

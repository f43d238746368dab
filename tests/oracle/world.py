"""Builds the leads, touches, deals, spend and traffic that all tables count."""

from datetime import timedelta

from .channels import (
    earn_points,
    first_touch,
    named_channel,
    resolve_leads,
    touch_channel,
)
from .classifying import (
    Books,
    Classifier,
    number_rows,
    report_day,
    stage_kind_of,
)
from .lifecycle import cycle_days, is_closed_before_created, settle_deal, settle_lead
from .money import MARKETING_KINDS, converted_amount, mark_new_customers
from .reading import ReportingTime, last_day, next_month, parse_number, read_raw_tables
from .records import Deal, Lead, Spend, Touch, Traffic
from .rules import DIRECT, UNKNOWN


class World:
    """All accepted records, settled as of the end of as_of_date."""

    def __init__(self, raw_folder, rules, today):
        """Read, classify and settle everything."""
        self.rules = rules
        self.times = ReportingTime(rules.reporting_timezone, rules.input_timezone)
        tables = read_raw_tables(raw_folder, rules.lead_attributes)
        rows = number_rows(tables, rules, self.times)
        self.raw_rows = rows
        self.as_of_date = report_day(rows, self.rules, self.times, today)
        self.as_of = self.times.last_moment(self.as_of_date)
        self.books = Books()
        classifier = Classifier(self.rules, self.times, self.as_of, self.books)
        accepted = classifier.accepted_rows(rows)

        leads = {row["lead_id"]: self._lead(row) for row in accepted["leads"]}
        deals = {row["deal_id"]: self._deal(row, leads) for row in accepted["deals"]}
        self.leads = list(leads.values())
        self.deals = list(deals.values())
        self.touches = [self._touch(row) for row in accepted["touchpoints"]]
        self.spend = [self._spend(row) for row in accepted["marketing_spend"]]
        self.traffic = [self._traffic(row) for row in accepted["web_traffic"]]

        resolve_leads(self.touches, leads, self.books)
        self._add_stage_changes(accepted["deal_stage_changes"], deals)
        self._add_status_changes(accepted["lead_status_changes"], leads)
        for deal in self.deals:
            settle_deal(deal, self.as_of)
            deal.cycle_days = cycle_days(deal, self.times)
            deal.amount = converted_amount(deal, self.rules, self.times, self.books)
            self._warn_of_closing(deal)
        for lead in self.leads:
            earn_points(lead)
            settle_lead(lead, self.rules)
            lead.channel, lead.campaign = first_touch(lead, self.rules, self.times)
        for deal in self.deals:
            deal.channel = deal.lead.channel if deal.lead else UNKNOWN
        mark_new_customers(self.deals)
        self._months_with_marketing_cost = {
            self.month_of(spend.spent_at)
            for spend in self.spend
            if spend.kind in MARKETING_KINDS
        }
        self.months = self._months()

    # Typed records out of accepted rows

    def _lead(self, row):
        source = row["lead_source"]
        if source is not None and self.rules.channel_of_lead_source(source) is None:
            self.books.warn_unmapped(row, "lead_source", "unknown_lead_source")
        employee_count = parse_number(row["employee_count"])
        return Lead(
            row=row,
            lead_id=row["lead_id"],
            created_at=row.moment,
            employee_count=employee_count,
            persona=self.rules.persona(row["job_title"], employee_count),
            fit_score=self.rules.fit_score(row.texts),
        )

    def _deal(self, row, leads):
        kind = stage_kind_of(row, self.rules)
        if kind is None:
            self.books.warn_unmapped(row, "stage", "unknown_stage")
        lead = leads.get(row["lead_id"])
        if row["lead_id"] is not None and lead is None:
            self.books.warn(row, "orphan_lead")
        deal = Deal(
            row=row,
            deal_id=row["deal_id"],
            lead=lead,
            account_id=row["account_id"],
            region=row["region"],
            owner=row["owner"],
            created_at=row.moment,
            updated_at=self.times.parse(row["updated_at"]),
            raw_closed_at=self.times.parse(row["closed_at"]),
            kind=kind or "opportunity",
            is_credit=kind == "won" and row.amount is not None and row.amount < 0,
            is_dated=self.times.is_mere_date(row["created_at"]),
        )
        if lead is not None:
            (lead.credits if deal.is_credit else lead.deals).append(deal)
        return deal

    def _touch(self, row):
        touch_type = self.rules.touch_type(row["touch_type"])
        if touch_type is None:
            self.books.warn_unmapped(row, "touch_type", "unknown_touch_type")
        return Touch(
            row=row,
            touchpoint_id=row["touchpoint_id"],
            occurred_at=row.moment,
            touch_type=touch_type.touch_type if touch_type else row["touch_type"],
            rule=touch_type,
            channel=touch_channel(row, touch_type, self.rules, self.books),
            campaign=row["utm_campaign"],
            asset=row["asset"],
            program=row["program"],
        )

    def _spend(self, row):
        kind = self.rules.cost_kind(row["cost_type"])
        if kind is None:
            self.books.warn_unmapped(row, "cost_type", "unknown_cost_type")
        month = self.times.month_of(row.moment)
        rate, is_stale = self.rules.rate(row["currency"], month)
        if is_stale:
            self.books.warn(row, "stale_exchange_rate")
        return Spend(
            row=row,
            spent_at=row.moment,
            spend_date=self.times.day_of(row.moment),
            kind=kind or "program",
            channel=named_channel(row, self.rules, self.books),
            campaign=self.rules.campaign_in_links(row["utm_source"], row["campaign"]),
            amount=row.amount * rate,
        )

    def _traffic(self, row):
        return Traffic(
            row=row,
            happened_at=row.moment,
            channel=named_channel(row, self.rules, self.books) or DIRECT,
            visitors=parse_number(row["visitors"]),
            sessions=parse_number(row["sessions"]),
            page_views=parse_number(row["page_views"]),
            bounces=parse_number(row["bounces"]),
            social_shares=parse_number(row["social_shares"]),
            search_position=parse_number(row["search_position"]),
        )

    # Histories

    def _add_stage_changes(self, rows, deals):
        for row in rows:
            deal = deals.get(row["deal_id"])
            pipeline = deal.row["pipeline"] if deal else None
            kind = stage_kind_of(row, self.rules, pipeline)
            if kind is None:
                self.books.warn_unmapped(row, "stage", "unknown_stage")
                kind = "opportunity"
            if deal is None:
                self.books.warn(row, "orphan_deal")
            elif kind != "ignored":
                deal.changes.append((row.moment, kind))

    def _add_status_changes(self, rows, leads):
        for row in rows:
            kind = self.rules.lead_status(row["status"], row["field"])
            if kind is None:
                self.books.warn_unmapped(row, "status", "unknown_status")
            lead = leads.get(row["lead_id"])
            if lead is None:
                self.books.warn(row, "orphan_lead")
            elif kind not in (None, "ignored"):
                lead.status_changes.append((row.moment, kind))

    def _warn_of_closing(self, deal):
        if deal.kind in ("won", "lost"):
            if deal.raw_closed_at is None:
                self.books.warn(deal.row, "close_date_missing")
            elif deal.raw_closed_at > self.as_of:
                self.books.warn(deal.row, "close_date_in_future")
        if deal.is_credit:
            return  # its close may well lie before whatever it gives back
        if is_closed_before_created(deal, self.times):
            self.books.warn(deal.row, "closed_before_created")
        if deal.lead is not None:
            moments = (deal.opportunity_at, deal.commit_at, deal.closed_at)
            born = deal.lead.created_at
            if any(moment is not None and moment < born for moment in moments):
                self.books.warn(deal.row, "closed_before_lead")

    @property
    def revenue_deals(self):
        """The deals that are won, and the credits that lower revenue."""
        return [deal for deal in self.deals if deal.is_revenue]

    def last_touch_moment(self, deal):
        """Up to when a touch may have led to a deal: that of its creation.

        Where the deal has a mere date, this is the end of that day.
        """
        if deal.is_dated:
            return self.times.last_moment(self.times.day_of(deal.created_at))
        return deal.created_at

    # Months

    def _months(self):
        """Every month from the first in which something happened to as_of_date's.

        Or from first_month, where that is earlier: tables begin there in any case.
        """
        moments = [lead.created_at for lead in self.leads]
        moments += [touch.occurred_at for touch in self.touches]
        moments += [deal.created_at for deal in self.deals]
        moments += [deal.closed_at for deal in self.deals if deal.closed_at]
        moments += [spend.spent_at for spend in self.spend]
        moments += [traffic.happened_at for traffic in self.traffic]
        first_months = [self.month_of(min(moments))] if moments else []
        if self.rules.first_month:
            first_months.append(self.rules.first_month)
        if not first_months:
            return []
        months = [min(first_months)]
        while months[-1] < self.as_of_date.replace(day=1):
            months.append(next_month(months[-1]))
        return months

    def is_shown(self, day):
        """Whether tables by month or week show what begins on this day."""
        return self.rules.first_month is None or day >= self.rules.first_month

    def month_of(self, moment):
        """The first day of the month in which a moment lies."""
        return self.times.month_of(moment)

    def is_complete(self, month):
        """Whether the month ended by as_of_date."""
        return last_day(month) <= self.as_of_date

    def is_mature(self, month):
        """Whether every record of the month had its whole conversion window."""
        window = timedelta(days=self.rules.conversion_window_days)
        return last_day(month) + window <= self.as_of_date

    def is_lead_mature(self, month):
        """Whether every lead of the month had its whole window to become a customer."""
        window = timedelta(days=self.rules.lead_conversion_window_days)
        return last_day(month) + window <= self.as_of_date

    def has_marketing_cost(self, month):
        """Whether any row of spend of the month is of a kind other than sales."""
        return month in self._months_with_marketing_cost

    def end_of(self, month):
        """The last moment of a month, or of as_of_date where that comes first."""
        return min(self.times.last_moment(last_day(month)), self.as_of)

    def business_days(self, first, last):
        """How many business days lie between two days, both included."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return sum(self.rules.is_business_day(day) for day in days)

    def business_days_gone(self, month):
        """The business days of a month up to as_of_date."""
        return self.business_days(month, min(last_day(month), self.as_of_date))

    def business_days_of(self, month):
        """All business days of a month."""
        return self.business_days(month, last_day(month))

    def target_to_date(self, month, target):
        """The part of a month's target that is due by as_of_date."""
        whole = self.business_days_of(month)
        if target is None or not whole:
            return None
        return target * self.business_days_gone(month) / whole

    def is_within_window(self, moment, start, days=None):
        """Whether a moment lies within so many days after a start, or before it."""
        if days is None:
            days = self.rules.conversion_window_days
        return moment is not None and moment < start + timedelta(days=days)

"""The fiscal year: it begins with any month, and is named by the year it ends in."""


def fiscal_year(month, rules):
    """The calendar year in which the month's fiscal year ends."""
    first = rules.fiscal_year_start_month
    return month.year + (first > 1 and month.month >= first)


def fiscal_quarter(month, rules):
    """The month's quarter of its fiscal year, 1 to 4."""
    return (month.month - rules.fiscal_year_start_month) % 12 // 3 + 1

"""Sources and mediums as they come in links and reports, one value for two or twice."""

import random

from .texts import NULL_TEXTS, other_case, other_separators

Link = tuple[str | None, str | None]


def odd_link(rng: random.Random, source: str | None, medium: str | None) -> Link:
    """Return them as they are, or sometimes both in one value, or one of them twice."""
    way = rng.random()
    if way < 0.12:
        joined = f"{source or '(direct)'} / {medium or '(none)'}"
        same = other_separators(rng, other_case(rng, medium)) if medium else None
        others = [None, None, same, rng.choice(NULL_TEXTS), "another medium"]
        return joined, rng.choice(others)
    if way < 0.15:
        return f"{source} / {medium} / {source}", medium
    if way < 0.2:
        return _twice(rng, source), medium
    if way < 0.25:
        return source, _twice(rng, medium)
    return source, medium


def _twice(rng: random.Random, text: str | None) -> str | None:
    """Return a value twice, or followed by another one, with a comma or a bar."""
    if text is None:
        return None
    second = rng.choice([text, text, other_case(rng, text), "other"])
    return text + rng.choice([",", "|", ", "]) + second

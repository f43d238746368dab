"""The drawings joined into one page that needs nothing else.

Each drawing is a page of its own, with fonts, styles and the script of its tooltips.
They are the same in all of them: the page holds each once.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import jinja2

from report.boards import Board

TEMPLATE = Path(__file__).with_name("page.html.j2")

_FONT = re.compile(r"@font-face\s*\{[^}]*\}")
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)
_ID = re.compile(r"""((?<![\w-])id="|url\(['"]?#|href="#)""")


@dataclass(frozen=True)
class Heading:
    """What stands at the top of the page."""

    as_of_date: date
    currency: str
    first_month_not_mature: date | None


@dataclass(frozen=True)
class Parts:
    """A drawing taken apart."""

    svg: str
    styles: list[str]
    scripts: list[str]
    fonts: list[str]


def page(
    boards: list[Board], drawings: Mapping[tuple[str, str], str], heading: Heading
) -> str:
    """Return the HTML of the page, given the drawing of each board in each layout."""
    parts = {key: _parts(html, "-".join(key)) for key, html in drawings.items()}
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(TEMPLATE.read_text("utf-8")).render(
        heading=heading,
        sections=[
            {
                "name": board.name.replace("_", "-"),
                "title": board.spec["title"],
                "notes": board.spec["notes"],
                "drawings": {
                    layout: part.svg
                    for (name, layout), part in parts.items()
                    if name == board.name
                },
            }
            for board in boards
        ],
        fonts=_once(part.fonts for part in parts.values()),
        styles=_once(part.styles for part in parts.values()),
        scripts=_once(part.scripts for part in parts.values()),
    )


def _parts(html: str, name: str) -> Parts:
    """Take a drawing apart; its ids get its name, for ids are unique on a page."""
    start, end = html.index("<svg"), html.rindex("</svg>") + len("</svg>")
    svg, around = html[start:end], html[:start] + html[end:]
    return Parts(
        svg=_ID.sub(lambda match: f"{match.group(1)}{name}-", _FONT.sub("", svg)),
        styles=_STYLE.findall(around),
        scripts=_SCRIPT.findall(around),
        fonts=_FONT.findall(svg),
    )


def _once(texts_of_parts: Iterable[list[str]]) -> list[str]:
    """Return each text once, in order of appearance."""
    return list(dict.fromkeys(text for texts in texts_of_parts for text in texts))

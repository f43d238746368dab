"""The drawings joined into one page that needs nothing else.

Each drawing is a page of its own, with fonts, styles and the script of its tooltips.
These are the same in all drawings, so the page holds each once. A name in a drawing
that looks like HTML is shown as text.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import jinja2

from report.boards import Board

TEMPLATE = Path(__file__).with_name("page.html.j2")

_FONT = re.compile(r"@font-face\s*\{[^}]*\}")
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)
_REFERENCE = re.compile(r"""(url\(['"]?)#""")
_SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", _SVG)


@dataclass(frozen=True)
class Heading:
    """The facts at the top of the page."""

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
    scripts = _once(part.scripts for part in parts.values())
    return environment.from_string(TEMPLATE.read_text("utf-8")).render(
        heading=heading,
        allowed_scripts=map(_as_source, scripts),
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
        scripts=scripts,
    )


def _as_source(script: str) -> str:
    """Return how a page's policy names a script that may run: by its hash."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _parts(html: str, name: str) -> Parts:
    """Take a drawing apart; its ids get its name, for ids are unique on a page."""
    start, end = html.index("<svg"), html.rindex("</svg>") + len("</svg>")
    around = html[:start] + html[end:]
    svg, fonts = ElementTree.fromstring(html[start:end]), []
    for style in svg.iter(f"{{{_SVG}}}style"):
        fonts += _FONT.findall(style.text or "")
        style.text = _FONT.sub("", style.text or "")
    for element in svg.iter():
        for attribute, value in element.attrib.items():
            element.set(attribute, _with_own_ids(attribute, value, name))
    return Parts(
        svg=ElementTree.tostring(svg, encoding="unicode"),
        styles=_STYLE.findall(around),
        scripts=_SCRIPT.findall(around),
        fonts=fonts,
    )


def _with_own_ids(attribute: str, value: str, name: str) -> str:
    """Return an attribute's value, with the drawing's name before ids in it."""
    if attribute == "id":
        return f"{name}-{value}"
    if attribute == "href":
        return re.sub("^#", f"#{name}-", value)
    # These hold names: what is read to people, and what tooltips show.
    if attribute.startswith(("aria-", "data-")):
        return value
    return _REFERENCE.sub(rf"\1#{name}-", value)


def _once(texts_of_parts: Iterable[list[str]]) -> list[str]:
    """Return each text once, in order of appearance."""
    return list(dict.fromkeys(text for texts in texts_of_parts for text in texts))

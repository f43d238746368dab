"""Boards drawn by dbt-charts, each once for a wide screen and once for a phone.

dbt-charts draws a board in a fixed width. So the page holds two drawings of each board,
and shows the one that fits.
"""

import copy
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from report.boards import Board, for_phones
from report.queries import relation

DCT = Path(sys.executable).with_name("dct")
# Widths of the drawings in pixels.
WIDTHS = {"wide": 1320, "phone": 390}
SOURCE = "marts"
OUTPUT = "out"


class DrawingError(Exception):
    """dbt-charts could not draw a board; the message is its own."""


def draw(
    boards: Mapping[str, list[Board]],
    meta: dict[str, Any],
    manifest: Mapping[str, Any],
    duckdb_path: str,
) -> dict[tuple[str, str], str]:
    """Return the HTML that dbt-charts makes of each board, by board and layout.

    `boards` are those of each layout, `meta` is what they share, as in
    `reports/meta.yml`. The database is only read.
    """
    with tempfile.TemporaryDirectory(prefix="report_") as name:
        project = Path(name)
        _lay_project(project, manifest, duckdb_path)
        for layout, width in WIDTHS.items():
            folder = project / layout
            folder.mkdir()
            _write_yaml(folder / "meta.yml", _laid_out(meta, layout, width))
            for board in boards[layout]:
                drawn = for_phones(board) if layout == "phone" else board
                _write_yaml(folder / f"{board.name}.yml", _for_dct(drawn.spec))
        _run_dct(project)
        return {
            (path.stem, path.parent.name): path.read_text("utf-8")
            for path in (project / OUTPUT).glob("*/*.html")
        }


def _lay_project(project: Path, manifest: Mapping[str, Any], duckdb_path: str) -> None:
    """Lay a project for dbt-charts: the models for `ref()`, and the database."""
    models = {
        # Without the database, which dbt named after the file that it built.
        key: node | {"relation_name": relation(node)}
        for key, node in manifest["nodes"].items()
        if node["resource_type"] == "model"
    }
    (project / "target").mkdir()
    (project / "target" / "manifest.json").write_text(
        json.dumps({"metadata": manifest["metadata"], "nodes": models}), "utf-8"
    )
    _write_yaml(project / "dbt_project.yml", {"name": "report", "profile": "report"})
    source = {"type": "duckdb", "path": str(Path(duckdb_path).resolve())}
    _write_yaml(project / "dbt_charts.yml", {"sources": {SOURCE: source}})


def _laid_out(meta: dict[str, Any], layout: str, width: int) -> dict[str, Any]:
    """Return what boards share, with the layout and its width in pixels."""
    meta = copy.deepcopy(meta)
    meta["variables"]["layout"]["default"] = layout
    meta["style"]["frame"]["width"] = width
    return meta


def _for_dct(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the board without what the page says itself, as text."""
    return {key: value for key, value in spec.items() if key not in ("title", "notes")}


def _write_yaml(path: Path, content: dict[str, Any]) -> None:
    path.write_text(
        yaml.safe_dump(content, sort_keys=False, allow_unicode=True), "utf-8"
    )


def _run_dct(project: Path) -> None:
    """Have dbt-charts draw every board of the project, in one run: it starts slowly."""
    boards = sorted(
        str(path.relative_to(project))
        for layout in WIDTHS
        for path in (project / layout).glob("*.yml")
        if path.name != "meta.yml"
    )
    command = [
        *(str(DCT), "render", *boards, "--format", "html", "--no-cache"),
        *("--no-warnings", "--output", OUTPUT + "/{dir}/{stem}.html"),
        *("--project-dir", str(project)),
    ]
    run = subprocess.run(
        command,
        cwd=project,
        env=os.environ | {"DO_NOT_TRACK": "1", "DCT_NO_WORKSPACE_GUARD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise DrawingError(run.stderr.strip() or run.stdout.strip())

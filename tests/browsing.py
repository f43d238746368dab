"""Debian's Chromium, with all network blocked, as a reader of the report has it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Dialog, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Visit:
    """A page that was opened, and what it did that it should not."""

    def __init__(self, page: Page) -> None:
        """Listen to what the page asks for and complains of."""
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("popup", lambda popup: self.complaints.append(f"popup: {popup.url}"))
        page.on("dialog", self._refuse)

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@contextmanager
def visited(path: Path, profile: Path, width: int) -> Iterator[Visit]:
    """Open a file in a fresh Chromium that cannot reach any host.

    `profile` is an empty folder for the browser's user data, `width` is in pixels.
    """
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=CHROMIUM,
            args=[*FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND"],
            offline=True,
            viewport={"width": width, "height": 900},
        )
        try:
            visit = Visit(context.pages[0])
            visit.page.goto(path.as_uri())
            visit.page.wait_for_load_state("load")
            yield visit
        finally:
            context.close()

"""Where a Chromium-based browser is, and how it is started so that it asks nothing of the outside."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def find() -> str:
    """The browser's path, empty where there is none; ``ZHENGYOU_BROWSER`` names another."""
    return next(filter(None, map(shutil.which, (os.environ.get("ZHENGYOU_BROWSER", ""), *NAMES))), "")

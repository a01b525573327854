"""A real nginx on loopback, for as long as a test wants it."""

from __future__ import annotations

from pathlib import Path

from benchmark.web_server import Server, serving

__all__ = ["Server", "plain", "serving"]


def plain(root: Path) -> Server:
    """What a folder needs to be served, and nothing else, for each port: a ``server`` block."""
    return lambda port: (
        f'server {{ listen 127.0.0.1:{port}; root "{root}"; charset utf-8; types {{ text/html html; text/css css; }} }}'
    )

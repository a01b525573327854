"""The base campaign on disk, as the desk has it before it; the desk's pages, and a browser's way to post to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx2 as httpx
import pytest
from desk import app
from desk.office import Office
from starlette.testclient import TestClient

from .pages import Pairs, Preview

ROOT = Path(__file__).resolve().parents[2]
CASE = "cases/2031/kanban.md"
# A case that is not there yet.
NEW = "cases/2031/new.md"
DRAFT = "---\ntitle: 新的（示例）\nkind: organisation\nstatus: draft\n---\n\n## 问题\n\n有。\n"


@pytest.fixture
def office(docs: Path) -> Office:
    return Office(docs)


@pytest.fixture
def preview() -> Preview:
    return Preview()


@pytest.fixture
def client(office: Office, preview: Preview) -> TestClient:
    pages = app.create(office, office.drafts, office.history, preview, "the-token")  # type: ignore[arg-type]
    return TestClient(pages, base_url="http://127.0.0.1:8100")


@pytest.fixture
def send(client: TestClient) -> Callable[..., httpx.Response]:
    """``send(address, pairs, **button)``: a form posted as a browser posts one with files in it."""

    def sent(address: str, pairs: Pairs, files: list[tuple[str, bytes]] | None = None, **more: str) -> httpx.Response:
        parts = [(name, (None, value)) for name, value in [*pairs, *more.items()]]
        parts += [("upload", file) for file in files or []]  # type: ignore[misc]
        return client.post(address, files=parts)  # type: ignore[arg-type, return-value]

    return sent

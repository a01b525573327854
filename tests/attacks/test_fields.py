"""Hostile front matter: markup in it is refused, and where nobody checks it stays words on every page, in search and in feeds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from campaign import Severity, load
from playwright.sync_api import Browser

from ..conftest import Docs, golden_docs
from .payloads import FRONT
from .staging import build, hostile, served, unchecked
from .victim import Seen, Victim

SECRET = "不该让人看到的一行"

# What the base leaves out, so that every kind of words that a page shows is there.
MORE = {
    "campaign.md": """
subtitle: {}
source: {title: 示例行动方案, publisher: 示例制造公司, number: 示发〔2031〕1号, url: "https://example.com/", note: 摘录}
recurring:
  - {id: audit, title: 季度抽查, rule: FREQ=YEARLY;BYMONTH=3, who: 质检科, output: 抽查表, wording: 每季一次, note: 两次, source: {title: 抽查办法}}
roles: [{id: writer, title: 采写人, duty: 写稿子}]
synonyms: [[返工, 重做]]
""",
    "criteria/bright-eye.md": """
indicators: [{id: spot, text: 能指出问题。, evidence: 记录本, ask: 今天看了吗？}]
policy: [{id: plan, clause: goal}]
""",
    "stages/one.md": """
period: {edtf: 2031-02/2031-05, wording: 从现在起到五月底, basis: inferred, note: 按文件推算}
tasks: [看一遍现场]
steps: [{id: survey, title: 普查, due: 2031-04-30, who: 班组长, output: 普查表, note: 逐台看}]
""",
    "units/press.md": """
grades: [{round: 2031, scores: {own: 80, audit: 70}, grade: silver, reason: 进步快}]
""",
    "policy/plan.md": "{number: 示发〔2031〕1号, status: amended}",
    "honours/first.md": """
number: 示发〔2031〕9号
awards: [{category: 质量班组, winner: press, case: kanban}, {category: 能手, winner: 示例丁}]
""",
    "commitments/press-2031.md": """
items:
  - {id: chart, text: 挂出看板, due: 2031-06, status: done, done_on: 2031-05-20, evidence: 看板照片}
  - {id: light, text: 换灯, status: explained, evidence: 没有灯}
""",
    "cases/2031/kanban.md": """
outcomes: [{text: 返工, before: 九成, after: 一成, unit: 件}]
tags: [看板, 现场]
source: {title: 示例车间报告, note: 第二页}
aliases: [cases/2031/旧看板.html]
""",
    "cases/2031/teacher.md": "{consent: {on: 2031-08-20, scope: 本网站}}",
    "guide/reader.md": "{owner: 编辑组}",
}
# Of these the templates make the headings that a case must have, or an address.
NO_WORDS = ("sections", "aliases")


def _front(data: bytes) -> tuple[dict[str, object], str]:
    head, _, body = data.decode().removeprefix("---\n").partition("---\n")
    return yaml.load(head, yaml.BaseLoader), body


def full() -> Docs:
    """The base campaign with more of its fields filled in."""
    docs = golden_docs("_base")
    for path, more in MORE.items():
        head, body = _front(docs[path])
        added = {key: value for key, value in yaml.load(more, yaml.BaseLoader).items() if value}
        docs[path] = _file({**head, **added}, body)
    return docs


def _file(head: object, body: str) -> bytes:
    dumped = yaml.dump(head, allow_unicode=True, sort_keys=False, width=10**9, Dumper=_Plain)
    return f"---\n{dumped}---\n{body}".encode()


class _Plain(yaml.SafeDumper):
    """Front matter has no anchors, and so no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _is_words(text: str) -> bool:
    return any(letter > "\u2e80" for letter in text)


def _with(value: object, text: str, replaced: list[str], name: str) -> object:
    """A front matter with a text in the place of all words; the place's number is put into the text."""
    if isinstance(value, dict):
        return {
            key: one if key in NO_WORDS else _with(one, text, replaced, f"{name}.{key}") for key, one in value.items()
        }
    if isinstance(value, list):
        return [_with(one, text, replaced, name) for one in value]
    if isinstance(value, str) and _is_words(value):
        replaced.append(name)
        return text.replace("PWN()", f"PWN({len(replaced) - 1})")
    return value


def hostile_docs(text: str) -> tuple[Docs, list[str]]:
    """The campaign with a text for all words of its front matters, and which fields have it, by their numbers."""
    docs, replaced = full(), []  # type: ignore[var-annotated]
    for path in sorted(docs):
        head, body = _front(docs[path])
        docs[path] = _file(_with(head, text, replaced, path.partition("/")[0]), body)
    return docs, replaced


def test_the_campaign_is_sound_before_anything_is_put_into_it() -> None:
    assert [one for one in load(full())[1] if one.severity is Severity.ERROR] == []
    assert len(hostile_docs("甲")[1]) > 70


@pytest.mark.parametrize("text", [one for one in FRONT if "<" in one or "{!" in one or "&" in one])
def test_markup_in_a_field_is_refused_where_it_stands(text: str) -> None:
    docs, _ = hostile_docs(text)
    _, diagnostics = load(docs)
    refused = {(one.path, one.line) for one in diagnostics if one.severity is Severity.ERROR}
    for path, data in docs.items():
        for number, line in enumerate(data.decode().split("\n---\n")[0].split("\n"), start=1):
            if "PWN" in line or "CANARY" in line:
                assert (path, number) in refused, (path, line)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with every field hostile, unchecked and unsanitised: what the core and the theme escape is all there is."""
    folder = tmp_path_factory.mktemp("fields")
    (folder / "secret.md").write_text(SECRET, encoding="utf-8")
    text = " ".join(["甲", *FRONT]).replace("/CANARY", str(folder / "secret.md"))
    for path, data in hostile_docs(text)[0].items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_bytes(data)
    prepared = unchecked(folder / "docs")
    assert set(prepared.site.records.by_path) == set(golden_docs("_base"))
    own = ("editors/errors/", "editors/fields/", "editors/templates")
    build(prepared, folder / "docs", folder / "site", sanitising=False, takes=lambda path: not path.startswith(own))
    return folder / "site"


@pytest.fixture(scope="module")
def visits(site: Path, browser: Browser) -> Iterator[dict[str, Seen]]:
    seen = {}
    with hostile() as enemy, served(site, {}) as url:
        victim = Victim(browser, *enemy)
        for file in sorted(site.rglob("*")):
            path = file.relative_to(site).as_posix()
            if file.suffix in (".html", ".xml") and not path.startswith("assets/"):
                seen[path] = victim.visit(url + path, waiting_for=set())
        seen["?"], count = victim.search(url + "search.html", "script")
        assert count > 10
        victim.close()
    yield seen


@pytest.mark.slow
def test_every_page_and_feed_shows_words_and_runs_none(visits: dict[str, Seen]) -> None:
    assert len(visits) > 45
    moved = {path for path, seen in visits.items() if seen.harms}
    assert {path: seen for path, seen in visits.items() if seen.ran} == {}
    # Where an old address is, it leads on.
    assert moved == {"cases/2031/旧看板.html"}


def test_nothing_outside_is_quoted(site: Path) -> None:
    found = [path for path in site.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    assert found == []

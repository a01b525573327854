"""Builds: byte for byte the same, refused before anything is touched, for any campaign."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from campaign import load

from ..conftest import GOLDENS, read_folder
from .conftest import ROOT, mkdocs_build
from .test_links import Reading

DOCS = ROOT / "docs"
# Words of the project's own campaign; none may come from code, templates or theme.
OWN_WORDS = ("创先争优", "五个好", "五带头", "商务", "晋档", "七一", "党支部", "湖南", "stage-1", "five-good")


def digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def write(docs: dict[str, bytes], folder: Path) -> Path:
    for path, data in docs.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def test_two_builds_are_byte_identical(site: Path, tmp_path: Path) -> None:
    run = mkdocs_build(tmp_path / "again")
    assert run.returncode == 0, run.stderr
    assert digests(tmp_path / "again") == digests(site)


def test_the_build_command_gives_the_same_site(site: Path, tmp_path: Path) -> None:
    import engine

    assert engine.build(ROOT, DOCS, tmp_path / "site").ok
    made = digests(tmp_path / "site")
    # What it says of itself, for whoever publishes it.
    assert {path for path in made if path.startswith(".")} == {".release/SHA256SUMS", ".release/report.json"}
    assert {path: digest for path, digest in made.items() if not path.startswith(".")} == digests(site)


def test_bad_content_leaves_the_old_site_alone(base: dict[str, bytes], tmp_path: Path) -> None:
    docs = write(base, tmp_path / "docs")
    target = tmp_path / "site"
    assert mkdocs_build(target, docs_dir=docs).returncode == 0
    before = digests(target)
    (docs / "guide" / "reader.md").write_text("---\ntitel: 甲\n---\n", encoding="utf-8")
    run = mkdocs_build(target, docs_dir=docs)
    assert run.returncode != 0
    assert "guide/reader.md:2:1" in run.stderr and "是不是「title」" in run.stderr
    assert "Traceback" not in run.stderr
    assert digests(target) == before


def test_another_campaign_needs_no_change_of_code(base: dict[str, bytes], tmp_path: Path) -> None:
    target = tmp_path / "site"
    run = mkdocs_build(target, docs_dir=write(base, tmp_path / "docs"))
    assert run.returncode == 0, run.stderr
    foreign = {}
    for path in target.rglob("*"):
        if path.suffix in (".html", ".json", ".xml", ".ics", ".js") and "assets/javascripts" not in path.as_posix():
            text = path.read_text(encoding="utf-8")
            found = [word for word in OWN_WORDS if word in text]
            if found:
                foreign[path.relative_to(target).as_posix()] = found
    assert foreign == {}
    assert "示例质量行动" in (target / "index.html").read_text(encoding="utf-8")


def test_the_project_s_own_docs_are_clean_and_build_without_samples(tmp_path: Path) -> None:
    docs = read_folder(DOCS)
    records, diagnostics = load(docs)
    assert [one for one in diagnostics if one.severity.value != "hint"] == []
    assert len([case for case in records.of("case") if case.status == "published"]) >= 12
    assert len(records.of("unit")) >= 8 and len(records.of("honour")) >= 2 and len(records.of("commitment")) >= 3
    sampled = {record.path for record in records.all() if record.data.get("sample")}
    assert sampled
    target = tmp_path / "site"
    left = {path: data for path, data in docs.items() if path not in sampled}
    assert [one for one in load(left)[1] if one.severity.value == "error"] == []
    run = mkdocs_build(target, docs_dir=write(left, tmp_path / "docs"))
    assert run.returncode == 0, run.stderr
    assert not list((target / "cases" / "2010").glob("*.html"))


def test_a_campaign_file_alone_is_a_site(base: dict[str, bytes], tmp_path: Path) -> None:
    docs = {"campaign.md": base["campaign.md"]}
    run = mkdocs_build(tmp_path / "site", docs_dir=write(docs, tmp_path / "docs"))
    assert run.returncode == 0, run.stderr
    assert "暂无" in (tmp_path / "site" / "cases" / "index.html").read_text(encoding="utf-8")


def test_samples_say_so_on_their_pages_and_in_every_list(site: Path) -> None:
    records, _ = load(read_folder(DOCS))
    shown = [
        one for one in records.all() if one.data.get("sample") and one.data.get("status", "published") == "published"
    ]
    silent = [one.path for one in shown if "示例" not in _article(site / one.page)]
    assert silent == []
    for case in (one for one in shown if one.kind.name == "case"):
        card = re.search(rf'<a href="[^"]*{case.id}\.html">.*?</li>', _article(site / "cases/index.html"), re.S)
        assert card and "示例" in card.group(), case.path


def test_what_was_taken_down_is_nowhere(site: Path) -> None:
    records, _ = load(read_folder(DOCS))
    gone = [case for case in records.of("case") if case.status != "published"]
    assert {case.status for case in gone} >= {"draft", "review", "notice", "suspended", "revoked"}
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in site.rglob("*")
        if path.suffix in (".html", ".json", ".xml", ".js", ".ics")
    }
    for case in gone:
        found = [path.relative_to(site).as_posix() for path, text in texts.items() if case.title in text]
        assert found == [], case.path
        assert (site / case.page).exists() == (case.status in ("suspended", "revoked"))


def test_every_generated_page_names_its_sources(site: Path) -> None:
    silent = []
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(site).as_posix()
        if (
            name == "404.html"
            or 'http-equiv="refresh"' in text
            or name.startswith("editors/")
            or "zy-page--tomb" in text
        ):
            continue
        if "zy-sources" not in text:
            silent.append(name)
    assert silent == []


@pytest.mark.parametrize("path", ["timeline/campaign.ics", "feed.xml", "api/cases.json", "api/schema/case.json"])
def test_files_for_programs_are_there(site: Path, path: str) -> None:
    assert (site / path).stat().st_size > 200


def test_edit_links_open_the_record_a_page_came_from(base: dict[str, bytes], tmp_path: Path) -> None:
    docs, target = write(base, tmp_path / "docs"), tmp_path / "site"
    run = mkdocs_build(target, docs_dir=docs, repo_url="https://example.org/r", edit_uri="edit/main/docs/")
    assert run.returncode == 0, run.stderr
    for page, record in {
        "timeline/index.html": "campaign.md",
        "cases/2031/kanban.html": "cases/2031/kanban.md",
        "units/press.html": "units/press.md",
    }.items():
        reading = Reading()
        reading.feed((target / page).read_text(encoding="utf-8"))
        assert f"https://example.org/r/edit/main/docs/{record}" in reading.links, page


def _article(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text[text.index("<article") : text.index("</article>")]


def test_goldens_are_not_the_projects_own_words() -> None:
    base = b"".join(read_folder(GOLDENS / "_base" / "docs").values()).decode()
    assert [word for word in OWN_WORDS if word in base] == []

"""Writes what the core rendered as a plain Markdown tree with an engine configuration of its own."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path

import client
import styles
import yaml
from campaign import Record, Records, derive, render
from campaign.files import INCLUDES
from source.revision import revision

MARK = ".zhengyou-stage"


def is_staged(folder: Path) -> bool:
    """Whether a folder was written by this command, and so may be written anew."""
    return (folder / MARK).is_file()


def write(root: Path, docs: Path, records: Records, target: Path, *, drafts: bool = False) -> int:
    """The number of files below the docs folder of ``target``, which is filled anew.

    ``records`` must be free of errors. OSError where it cannot be written.
    """
    site = derive(records, drafts=drafts)
    rendered = render(site, revision=revision(docs))
    target.mkdir(parents=True, exist_ok=True)
    for name in ("docs", "overrides"):
        shutil.rmtree(target / name, ignore_errors=True)
    (target / MARK).touch()
    contents: dict[str, bytes] = {
        path: text.encode("utf-8") if isinstance(text, str) else text for path, text in rendered.texts.items()
    }
    for path in site.static_files:
        contents[path] = (docs / path).read_bytes()
    for path in records.includes:
        contents[path] = (docs / path).read_bytes()
    for path, content in contents.items():
        file = target / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    _copy_theme(root / "overrides", target / "overrides")
    settings = _settings((root / "mkdocs.yml").read_text(encoding="utf-8"), site.campaign, drafts)
    (target / "mkdocs.yml").write_text(settings, encoding="utf-8", newline="\n")
    return len(contents)


def _copy_theme(source: Path, target: Path) -> None:
    """The theme's own part, with scripts and styles as the hooks publish them."""
    shutil.copytree(source, target)
    for suffix, published in ((".js", client.published), (".css", styles.joined)):
        ours = {path.relative_to(target).as_posix(): path for path in target.rglob(f"*{suffix}")}
        texts = published({path: file.read_text(encoding="utf-8") for path, file in ours.items()})
        for path, text in texts.items():
            (target / path).write_text(text, encoding="utf-8", newline="\n")
        for path in ours.keys() - texts.keys():
            ours[path].unlink()


def _settings(text: str, campaign: Record, drafts: bool) -> str:
    """The project's settings without its hooks, and with in them what the hooks would have set."""
    settings = yaml.safe_load(text)
    settings.pop("hooks", None)
    settings["site_name"] = escape(campaign.title)
    if campaign.summary:
        settings["site_description"] = escape(campaign.summary)
    settings["theme"]["variant"] = "classic"  # what Zensical calls the look that our styles are made for
    extra = settings.setdefault("extra", {})
    extra["campaign"] = {"title": campaign.title, "organiser": campaign.organiser}
    extra["zhengyou"] = {**(extra.get("zhengyou") or {}), "drafts": drafts}
    settings["exclude_docs"] = f"/{INCLUDES}/\n"
    extensions = []
    for extension in settings["markdown_extensions"]:
        name_of, options = extension if isinstance(extension, tuple) else (extension, {})
        if isinstance(extension, dict):
            ((name_of, options),) = extension.items()
        if name_of == "markdown_include.include":
            options = {**options, "base_path": "docs"}
        extensions.append({name_of: options} if options else name_of)
    settings["markdown_extensions"] = extensions
    return (
        "# Run the engine in this folder: fragments are looked for in docs/ below the working directory.\n"
        + yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    )

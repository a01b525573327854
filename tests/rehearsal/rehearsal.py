"""From an empty folder to a site that readers use, and back: what the guides tell a publisher and an editor to type.

``python -m tests.rehearsal.rehearsal WHEELHOUSE FOLDER [--namespace]``, the last where it is started in one.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import chromium
from playwright.sync_api import expect, sync_playwright

from tests.importing.documents import styled
from tests.publishing.nginx import serving
from tests.site.test_browser import Watch

from . import isolation
from .deployment import TARGET, Deployment

OLD_PAGE = "cases/2010/window-one-stop.html"
OLD_TITLE = "一次说清"
NEW_TITLE = "政务服务窗口党支部（示例）一次办结的做法"
SIGNED = ("--by", "示例甲", "--secrecy-by", "示例乙", "--final-by", "示例丙")
MORE = (
    "2011年1月，支部把办结时限也写进了公开承诺，每月底由服务对象代表对着台账抽查十件，差一件补一件，抽查结果贴在窗口。"
    "头一个月抽出两件超期，都是附表填法没有说清，当月改了填写说明，下个月再抽，没有超期的了。"
)


def install_and_build(here: Deployment) -> None:
    here.copy()
    here.manage("build", "--wheelhouse", here.wheels, says="网站已生成")


def publish(here: Deployment, number: str) -> str:
    """The list of what is published now."""
    here.manage("publish", TARGET, says=f"已发布：{number}-")
    return here.whole()


def read(readers: Watch, path: str, title: str) -> None:
    expect(readers.open(path).locator("h1")).to_contain_text(title)


def search(readers: Watch, pinyin: str) -> list[str]:
    """The answers to these letters, the best first; there must be one at least."""
    page = readers.open("index.html")
    page.keyboard.press("/")
    # All at once: answers to the first few of them are not waited for.
    page.keyboard.insert_text(pinyin)
    expect(page.locator(".zy-search__status")).to_contain_text("找到")
    return page.locator("#zy-search-list [role=option]").all_inner_texts()


def import_word(here: Deployment) -> str:
    """The draft's path in docs."""
    (here.project / "材料.docx").write_bytes(styled())
    said = here.manage("import", "材料.docx", says="缺少必填项「体现的标准」")
    found = re.search(r"已从「材料\.docx」导入为草稿：(cases/\S+\.md)", said)
    assert found, said
    return found[1]


def complete(here: Deployment, draft: str) -> None:
    """As a clerk with a text editor: what is open is filled in, what was guessed is looked at, the text made longer."""
    here.manage("approve", Path(draft).stem, *SIGNED, says="现在不能审签，没有写入", status=1)
    file = here.project / "docs" / draft
    text = file.read_text(encoding="utf-8")
    for pattern, filled in (
        (r"^(criteria:.*\n  -)$", r"\1 masses-good"),
        (r"^date:", "date: 2010-03/2011-01"),
        (r"^# 请核对.*\n", ""),
        (r"(流程是走出来的)", rf"{MORE}\n\n\1"),
    ):
        text, count = re.subn(pattern, filled, text, flags=re.M)
        assert count == 1, pattern
    file.write_text(text, encoding="utf-8")
    here.manage("check", draft, says="没有发现问题")


def sign(here: Deployment, draft: str) -> None:
    here.manage("approve", Path(draft).stem, *SIGNED, says="草稿 → 已发布")
    here.manage("build", says="网站已生成")


def listed(here: Deployment) -> list[str]:
    """The releases, the newest first, each with the mark that it has."""
    said = here.manage("releases", TARGET, says="→ ")
    return [line[:8] for line in said.splitlines() if re.match(r"[→ ] \d{6}-", line)]


def rehearse(here: Deployment, readers: Watch) -> None:
    """From the first publication on."""
    first = publish(here, "000001")
    read(readers, OLD_PAGE, OLD_TITLE)
    assert OLD_TITLE in search(readers, "yicishuoqing")[0]

    draft = import_word(here)
    complete(here, draft)
    sign(here, draft)
    assert publish(here, "000002") != first
    new_page = draft.removesuffix(".md") + ".html"
    read(readers, new_page, NEW_TITLE)
    assert NEW_TITLE in search(readers, "yicibanjie")[0]
    read(readers, OLD_PAGE, OLD_TITLE)
    assert listed(here) == ["→ 000002", "  000001"]

    here.manage("rollback", TARGET, says="已退回：000001-")
    assert here.whole() == first, "the old site is not what it was"
    assert listed(here) == ["  000002", "→ 000001"]
    read(readers, OLD_PAGE, OLD_TITLE)
    assert readers.context.request.get(readers.base + new_page).status == 404
    assert NEW_TITLE not in "".join(search(readers, "yicibanjie"))


def main(wheels: Path, folder: Path, *, namespace: bool) -> None:
    if namespace:
        isolation.enter()
    here = Deployment(folder, wheels, {} if namespace else isolation.NOWHERE)
    install_and_build(here)
    own = folder / "nginx"
    own.mkdir()
    shutil.copy("/etc/nginx/mime.types", own)
    options = [*chromium.ARGUMENTS, *([] if namespace else [isolation.NOWHERE_IN_CHROMIUM])]
    with (
        serving(own, here.configuration) as url,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium.find(), args=options) as browser,
    ):
        readers = Watch(browser, f"{url}party/")
        rehearse(here, readers)
        assert readers.trouble == [], "a page asked for something outside, or complained"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), namespace="--namespace" in sys.argv)

"""An exported Word file gives its case back: untouched, mended, saved by another program, or tampered with."""

from __future__ import annotations

import copy
import io
import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from campaign import Record, dates, load
from campaign.attachments.archive import zipped
from campaign.markdown import Body
from campaign.rewrite import as_written
from exporting import embedded
from exporting.exporter import Exporter
from exporting.reading import Reader
from importing import Refusal, conversion_child, converter, import_word, read_bytes
from importing.casefile import understand
from importing.draft import Draft
from importing.word.embedded import LARGEST
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from source.docs_folder import read_docs
from source.preparation import Prepared, prepare
from way_back import NAMESPACE, STAYS

from ..conftest import GOLDENS, Docs, read_folder
from ..scripts.conftest import Run
from .conftest import ROOT

PART = "customXml/item1.xml"
KANBAN = "cases/2031/kanban.md"
OUTCOMES = """
outcomes:
  - text: 按时交付率
    before: "61"
    after: "92"
    unit: "%"
  - text: 返工
    before: "30"
    after: "12"
    unit: 件"""
BODY = """
文前一段，站内见[冲压班](../../units/press.md)，站外见[样表](https://example.invalid/a?b=1)。

## 问题

### 一、先看差在哪里

一段**要紧**的话，有 x<sup>2</sup> 和 <s>删去的字</s>，有注释[^1]，也写着 1. 2. 3. 和 \\*星号\\*。

一、没有标题样式的一段，不是标题。

- 甲
- 乙

    乙的第二段。

    - 丙

只有一项的：

1. 那一项

> 引来的第一段。
>
> 引来的第二段。

!!! note "提示"

    盒子里的话。

```
量 = 1
  量 + 1
```

| 项目 | 之前 | 之后 |
| --- | :---: | ---: |
| 返工 | 3 | 1 |

### 二、再改

## 办法

话。

## 结果

署名一样的末行

2031年6月2日

[^1]: 注释的话。
"""


@pytest.fixture(scope="session")
def config() -> MkDocsConfig:
    return load_config(str(ROOT / "mkdocs.yml"))


@pytest.fixture
def here_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are converted in this process, which is quicker; how the child is started has tests of its own."""

    def run(command: object, folder: Path, seconds: float) -> int:
        answer = conversion_child.answer((folder / conversion_child.SOURCE).read_bytes(), folder)
        (folder / conversion_child.ANSWER).write_text(json.dumps(answer), encoding="utf-8")
        return 0

    monkeypatch.setattr(converter.bounded, "run", run)


pytestmark = pytest.mark.usefixtures("here_converted")
Back = Callable[[bytes], Draft]


@dataclass(frozen=True)
class Small:
    """A small campaign whose case has something of everything."""

    docs: Docs
    prepared: Prepared
    exporter: Exporter
    reader: Reader

    @property
    def case(self) -> Record:
        return next(one for one in self.prepared.site.cases if one.id == "kanban")


def campaign(docs: Docs, folder: Path, config: MkDocsConfig) -> Small:
    prepared = prepare(docs, revision=1)
    reader = Reader(prepared.site, prepared.rendered, config)
    return Small(docs, prepared, Exporter(prepared, folder, config), reader)


@pytest.fixture(scope="session")
def small(config: MkDocsConfig) -> Small:
    docs = read_folder(GOLDENS / "_base" / "docs")
    front = docs[KANBAN].decode().partition("\n---\n")[0].replace("\nhonours:", OUTCOMES + "\nhonours:")
    return campaign({**docs, KANBAN: f"{front}\n---\n{BODY}".encode()}, GOLDENS, config)


@pytest.fixture(scope="session")
def file(small: Small) -> bytes:
    return small.exporter.one(small.case, "docx").data


@pytest.fixture
def case(small: Small) -> Record:
    return small.case


@pytest.fixture
def docs(small: Small, tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    for path, data in small.docs.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture
def back(small: Small) -> Back:
    return lambda data: understand(read_bytes("材料.docx", data), small.prepared.site.records)


def record_of(draft: Draft) -> Record:
    records, _ = load({"cases/2010/draft.md": draft.text("draft").encode()})
    return records.by_kind["case"]["draft"]


def brought(record: Record) -> dict[str, Any]:
    return {name: as_written(value) for name, value in record.data.items() if name not in STAYS}


def mended(data: bytes, mend: Callable[[Any], object]) -> bytes:
    """The file opened in a word processor, changed and saved."""
    document = docx.Document(io.BytesIO(data))
    mend(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, change: Callable[[str], str]) -> bytes:
    with ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[PART] = change(parts[PART].decode()).encode()
    return zipped(parts.items())


def document_of(data: bytes) -> str:
    with ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def without_part(data: bytes) -> bytes:
    return with_part(data, lambda text: text.replace(NAMESPACE, "urn:other"))


def said_in(words: str, mend: str) -> Callable[[Any], None]:
    """Changes some words, in tables too."""

    def change(document: Any) -> None:
        for one in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
            one.text = (one.text or "").replace(words, mend)

    return change


def test_every_case_comes_back(own: Prepared, config: MkDocsConfig) -> None:
    exporter = Exporter(own, ROOT / "docs", config)
    for case in own.site.cases:
        draft = understand(read_bytes("材料.docx", exporter.one(case, "docx").data), own.site.records)
        made = record_of(draft)
        assert (draft.origin, draft.said, made.status) == (case.id, (), "draft"), case.id
        assert brought(made) == brought(case), case.id
        assert not set(STAYS[1:]) & set(made.data)
        # A picture is made anew under a name of the draft's.
        text = re.sub(r"\(files/[^)]*\.png\)", "(files/draft-1.png)", case.body.text)
        assert made.body.text.strip() == text.strip(), case.id


def test_all_that_word_can_say_comes_back(
    small: Small, file: bytes, case: Record, docs: Path, config: MkDocsConfig
) -> None:
    made = import_word(read_bytes("看板.docx", file), docs)
    assert "没有：标题、摘要、各栏和正文的文字都与原案例一样。" in made.account
    text = (docs / made.path).read_text(encoding="utf-8").partition("\n---\n")[2]
    front = small.docs[KANBAN].decode().partition("\n---\n")[0]
    again = campaign({**small.docs, KANBAN: f"{front}\n---\n{text}".encode()}, GOLDENS, config)
    before, after = small.reader.paper(case), again.reader.paper(again.case)
    assert (after.body, after.notes) == (before.body, before.notes)
    assert "(../../units/press.md)" in text and "### 一、先看差在哪里" in text


@pytest.mark.parametrize(
    ("words", "mend", "expected"),
    [
        ("乙的第二段", "乙的第三段", "「乙的第二段。」改成「乙的第三段。」。"),
        ("看板上墙", "看板下墙", "「标题」与原案例不同，草稿里是「看板下墙（示例）」。"),
        ("写在看板上", "写在黑板上", "「摘要」与原案例不同，草稿里是「把问题写在黑板上。」。"),
        ("61 %", "60 %", "「成效数据」与原案例不同，草稿里是「按时交付率，60 %，92 %；返工，30 件，12 件」。"),
        (
            "冲压班（示例）",
            "喷漆班（示例）",
            "「单位」一栏文件里写的是「喷漆班（示例）」（第 7 段），附带的是「冲压班（示例）」",
        ),
    ],
)
def test_a_word_mended_comes_back_mended(file: bytes, docs: Path, words: str, mend: str, expected: str) -> None:
    made = import_word(read_bytes("材料.docx", mended(file, said_in(words, mend))), docs)
    assert expected in made.account
    changed = made.account.partition("【与原案例不同的地方】")[2].partition("【")[0]
    assert changed.count("\n- ") == 1


def test_what_templates_the_campaign_has_is_no_matter(file: bytes, small: Small, back: Back) -> None:
    faulty = small.docs["campaign.md"].replace(b"    sections:\n", b"    section:\n")
    records, _ = load({**small.docs, "campaign.md": faulty})
    draft = understand(read_bytes("材料.docx", file), records)
    assert draft.text("x").split("\n---\n")[1] == back(file).text("x").split("\n---\n")[1]


def test_the_visible_outcomes_win(file: bytes, back: Back) -> None:
    def change(document: Any) -> None:
        rows = document.tables[1].rows
        rows[1].cells[2].paragraphs[0].runs[0].text = "95 %"
        document.tables[1]._tbl.append(copy.deepcopy(rows[2]._tr))
        for cell, text in zip(document.tables[1].rows[3].cells, ("满意率", "—", "97.5 %"), strict=True):
            cell.paragraphs[0].runs[0].text = text

    draft = back(mended(file, change))
    found = draft.value("outcomes")
    assert found == [
        {"text": "按时交付率", "before": "61", "after": "95", "unit": "%"},
        {"text": "返工", "before": "30", "after": "12", "unit": "件"},
        {"text": "满意率", "after": "97.5", "unit": "%"},
    ]
    assert "成效数据的表改过了，草稿里用的是表里的。" in draft.said


def test_words_typed_into_the_pages_own_lines_are_told(file: bytes, docs: Path) -> None:
    def change(document: Any) -> None:
        last = document.paragraphs[-1]
        last.insert_paragraph_before("版尾前补的话", last.style)
        last.insert_paragraph_before("末尾用正文样式补的话", "Normal")
        document.tables[0].rows[0].cells[1].add_paragraph("格里补的话")

    made = import_word(read_bytes("材料.docx", mended(file, change)), docs)
    text = (docs / made.path).read_text(encoding="utf-8")
    assert "末尾用正文样式补的话" in text
    assert "多了「末尾用正文样式补的话」。" in made.account
    assert "版尾前补的话" in made.account and "格里补的话" in made.account


def test_headings_are_counted_anew_where_one_was_added(file: bytes, back: Back) -> None:
    def change(document: Any) -> None:
        first = next(one for one in document.paragraphs if one.style.name.casefold() == "heading 2")
        first.insert_paragraph_before("新加的一节", first.style)

    text = back(mended(file, change)).text("draft")
    assert "### 新加的一节" in text and "### 先看差在哪里" in text


def test_what_another_program_saved_comes_back(file: bytes, case: Record, back: Back, tmp_path: Path) -> None:
    (tmp_path / "case.docx").write_bytes(file)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    out = tmp_path / "out"
    command = ["soffice", home, "--headless", "--convert-to", "docx", "--outdir", out, tmp_path / "case.docx"]
    subprocess.run(command, check=True, capture_output=True)
    draft = back((out / "case.docx").read_bytes())
    made = record_of(draft)
    assert (draft.origin, draft.said, brought(made)) == (case.id, (), brought(case))
    assert [one.text for one in made.body.passages] == [one.text for one in case.body.passages]


def test_without_the_part_the_visible_fields_are_read(file: bytes, case: Record, back: Back) -> None:
    draft = back(without_part(file))
    made = record_of(draft)
    assert brought(made) == brought(case)
    assert not any(one.sure for one in draft.proposals if one.field not in ("title", "summary"))


def test_a_file_used_for_another_text_is_an_ordinary_one(file: bytes, back: Back) -> None:
    def change(document: Any) -> None:
        for one in [*document.element.body]:
            if not one.tag.endswith("sectPr"):
                document.element.body.remove(one)
        document.add_paragraph("另一个单位的材料")
        document.add_paragraph("写的是完全不同的一件事，原来的各栏一个也用不上。")

    draft = back(mended(file, change))
    assert (draft.exported, draft.value("unit")) == (False, None)
    assert any("没有采用" in one for one in draft.said)


def fields(text: str) -> Callable[[str], str]:
    """The part with other fields."""
    return lambda part: re.sub("(?s)<fields>.*</fields>", lambda _: f"<fields>---\n{text}\n---\n</fields>", part)


def more(line: str) -> Callable[[str], str]:
    """The part with one more field."""
    return lambda part: part.replace("\nsample: true\n", f"\nsample: true\n{line}\n", 1)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (fields("title: [甲"), "读不懂"),
        (fields("- 甲\n- 乙"), "读不懂"),
        (fields("title: &amp;a 甲\nkind: *a"), "读不懂"),
        (fields("title: " + "[" * 5000), "读不懂"),
        (more("shell: rm"), "读不懂"),
        (more("stage: [1, 2]"), "读不懂"),
        (lambda part: part.replace("date: 2031-06", "date: 六月"), "读不懂"),
        (lambda part: re.search(r"(?s)\A.*?<case[^>]*>", part)[0] + "</case>", "读不懂"),
        (lambda part: part.replace("</case>", f"<printed>{'甲' * LARGEST}</printed></case>"), "太大"),
        (lambda part: part.replace("stage: two", "stage: nine"), "「nine」"),
        (lambda part: part.replace("unit: press", "unit: works"), "「单位」一栏文件里写的是"),
        (more("attachments:\n  - ../../../../etc/passwd\n  - /etc/passwd"), "必须先处理"),
        (lambda part: re.sub(r' to="[^"]*"', ' to="javascript:alert(1)"', part), "认不准在哪里"),
        (lambda part: re.sub(r' to="[^"]*"', ' to="../../../../etc/passwd"', part), "必须先处理"),
        (lambda part: part.replace('id="kanban"', 'id="../../../campaign"'), "没有这个编号的案例"),
    ],
)
def test_a_part_that_was_tampered_with_does_no_harm(
    file: bytes, docs: Path, change: Callable[[str], str], expected: str
) -> None:
    made = import_word(read_bytes("材料.docx", with_part(file, change)), docs)
    assert expected in made.account
    records, _ = load(read_docs(docs))
    draft = records.by_kind["case"][Path(made.path).stem]
    assert (draft.status, draft.body.text.count("\n## ")) == ("draft", 3)
    assert made.path.startswith("cases/2031/")


@pytest.mark.parametrize("status", ["published", "revoked", "suspended", "archived"])
def test_nothing_that_was_signed_or_taken_down_is_brought(file: bytes, back: Back, status: str) -> None:
    line = f"status: {status}\nreview:\n  by: 甲\n  secrecy_by: 乙\n  final_by: 丙\n  on: 2011-01-01\nrevoked:\n  on: 2012-01-01\n  basis: 示"
    made = record_of(back(with_part(file, more(line))))
    assert (made.status, {"review", "revoked"} & set(made.data)) == ("draft", set())


def test_a_bomb_is_refused(file: bytes, back: Back) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "甲"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(Refusal, match="DOCTYPE"):
        back(with_part(file, lambda part: part.replace("<case", f"{bomb}<case", 1)))


def test_a_secret_mark_in_the_part_is_refused(file: bytes, back: Back) -> None:
    with pytest.raises(Refusal, match="国家秘密"):
        back(with_part(file, lambda part: part.replace("summary: ", "summary: 机密★10年 ")))


def test_nothing_goes_along_that_the_page_does_not_show(case: Record, file: bytes) -> None:
    consent = {"on": dates.parse("2031-06-05"), "scope": "同意的范围"}
    gone = {"aliases": ("old/address.html",), "revoked": {"basis": "撤下的依据"}, "consent": consent}
    private = replace(case, data={**case.data, **gone})
    private.__dict__["body"] = Body("## 甲\n\n<!-- 未公开的话 [密](../secret.md) -->\n\n文[乙](../b.md)")
    part = embedded.case_part(private, document_of(file))
    own = re.sub("(?s)<printed>.*</printed>", "", part)
    hidden = ("未公开", "密", "secret", "old/address", "撤下的依据", "同意的范围", "示例丙", *STAYS)
    assert [one for one in hidden if one in own] == []
    assert '<link to="../b.md" number="1" of="1">乙</link>' in own
    assert "同意的范围" not in part


@pytest.mark.parametrize("status", ["draft", "notice", "suspended", "revoked", "archived"])
def test_only_a_published_case_has_the_part(case: Record, file: bytes, status: str) -> None:
    assert embedded.case_part(case, document_of(file))
    assert embedded.case_part(replace(case, data={**case.data, "status": status}), document_of(file)) == ""


def test_no_other_record_has_the_part(own: Prepared, config: MkDocsConfig) -> None:
    data = Exporter(own, ROOT / "docs", config).one(own.site.policies[0], "docx").data
    with ZipFile(io.BytesIO(data)) as archive:
        assert [name for name in archive.namelist() if name.startswith("customXml")] == []
        assert [name for name in archive.namelist() if b"customXml" in archive.read(name)] == []


def test_the_same_bytes_twice(small: Small, case: Record, file: bytes) -> None:
    assert small.exporter.one(case, "docx").data == file


def test_a_clerk_takes_it_back_in(here: Run, file: bytes, docs: Path, tmp_path: Path) -> None:
    name = tmp_path / "改好的材料.docx"
    name.write_bytes(mended(file, said_in("乙的第二段", "乙的第三段")))
    done = here("import", "--docs-dir", docs, name)
    assert done.returncode == 0, done.stderr
    assert "它是从《看板上墙（示例）》（cases/2031/kanban.md）导出的。" in done.stdout
    assert (docs / "cases/2031/kan-ban-shang-qiang-shi-li.md").is_file()


def test_code_calls_for_no_fragment(file: bytes, back: Back) -> None:
    text = back(mended(file, said_in("量 = 1", "{!includes/secret.md!}"))).text("draft")
    assert "{!" not in text and "includes/secret.md" in text

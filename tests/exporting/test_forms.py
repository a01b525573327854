"""Forms: filled in with facts, refused where a template asks for what is not there or may not be told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from campaign import Site, derive, load
from docx import Document
from exporting import forms
from source.docs_folder import read_docs

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def site() -> Site:
    return derive(load(read_docs(DOCS))[0])


def template(folder: Path, *lines: str) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(folder / "试.docx"))
    return folder / "试.docx"


def text(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


@pytest.mark.parametrize(
    ("form", "id", "said"),
    [
        ("典型案例申报表", "window-one-stop", "半年内因材料问题引起的投诉"),
        ("事迹简介", "window-one-stop", "一次办结率由61%变为92%"),
        ("审查单", "training-tryout", "公示中"),
        ("公示", "training-tryout", "公示中"),
        ("表彰名单", "2011-qiyi", "示例党务工作者乙"),
        ("每月登记", "2012-03", "exhibition-zero-complaints"),
        ("会议材料包", "stage-2", "政务服务窗口党支部（示例）把“一次说清”做成规矩"),
    ],
)
def test_each_form_is_filled_in_and_twice_the_same(site: Site, form: str, id: str, said: str) -> None:
    data = forms.made(DOCS, site, form, [id])
    assert said in text(data)
    assert "{%" not in text(data) and "{{" not in text(data)
    assert data == forms.made(DOCS, site, form, [id])


def test_every_unknown_field_is_named_at_once(site: Site, tmp_path: Path) -> None:
    given = template(
        tmp_path, "{{ 事迹简价 }}{{ 标题.长 }}", "{%p for 行 in 成效数据 %}", "{{ 行.指示 }}", "{%p endfor %}"
    )
    with pytest.raises(forms.Unknown) as caught:
        forms.fill(given, forms.facts_of(site, "case", "window-one-stop"))
    assert all(
        one in str(caught.value) for one in ("「试」", "3 处", "「事迹简价」", "「标题.长」", "「行.指示」", "是不是")
    )


@pytest.mark.parametrize(
    "line",
    ["{{ ''.__class__ }}", "{{ 标题.__class__ }}", "{{ 标题() }}", "{{ 'a' * 999999999 }}", "{% set x = 1 %}", "{{r 标题 }}",
     "{{ 标题", "{{ 标题 | upper }}", "{{ range(9) }}", "{{" * 50_000],
)  # fmt: skip
def test_a_hostile_template_is_refused(site: Site, tmp_path: Path, line: str) -> None:
    with pytest.raises((forms.Refused, forms.Unknown)):
        forms.fill(template(tmp_path, "{{ 标题 }}", line), forms.facts_of(site, "case", "window-one-stop"))


def test_text_of_a_record_is_no_template_and_no_markup(tmp_path: Path) -> None:
    given = template(tmp_path, "{{ 标题 }}")
    assert "{{ 摘要 }}<w:p>&" in text(forms.fill(given, {"标题": "{{ 摘要 }}<w:p>&"}))


def test_what_is_not_published_is_filled_in_only_where_its_status_is_said(site: Site, tmp_path: Path) -> None:
    with pytest.raises(forms.Refused, match="状态"):
        forms.made(DOCS, site, "事迹简介", ["training-tryout"])
    for id in ("exhibition-zero-complaints", "member-geng-hometown"):
        with pytest.raises(forms.Refused, match="撤下"):
            forms.made(DOCS, site, "审查单", [id])


def test_a_sample_is_not_filled_in_without_its_mark(site: Site, tmp_path: Path) -> None:
    with pytest.raises(forms.Refused, match="示例"):
        forms.fill(template(tmp_path, "{{ 单位 }}"), forms.facts_of(site, "case", "window-one-stop"))

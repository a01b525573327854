"""A draft is written with all that belongs to it or not at all, never over anything, and never a secret."""

from __future__ import annotations

import re
from argparse import Namespace
from importlib import import_module
from pathlib import Path

import pytest
from campaign import load
from importing import Imported, Picture, Reading, Refusal, filing, import_word
from source.docs_folder import read_docs

from ..conftest import read_folder
from ..scripts.conftest import Run
from . import documents
from .making import docx, p

COMMAND = import_module("commands.import")
LONG = "全班对着看板找出了返工最多的三道工序，一道一道改，改完再量，量完再贴到看板上给大家看。"
HTML = f'<p class="title">冲压班（示例）看板</p><p>{LONG}</p><p><img src="picture:picture-1.png" alt="" /></p><p>图1 看板前</p><p class="right">2031年6月2日</p>'


def reading(html: str = HTML, name: str = "材料.docx", original: bytes = b"word") -> Reading:
    data = documents.image()
    return Reading(name, original, html, {"picture-1.png": Picture("picture-1.png", data, 40, 30)})


def test_what_is_written(docs: Path) -> None:
    before = read_folder(docs)
    made = import_word(reading(), docs)
    folder, id = "cases/2031", "chong-ya-ban-shi-li-kan-ban"
    assert made.path == f"{folder}/{id}.md"
    after = read_folder(docs)
    assert {path: after[path] for path in before} == before
    assert sorted(set(after) - set(before)) == [
        f"{folder}/.originals/.gitignore",
        f"{folder}/.originals/{id}.docx",
        f"{folder}/.originals/{id}.txt",
        f"{folder}/{id}.md",
        f"{folder}/files/{id}-1.png",
    ]
    assert after[f"{folder}/.originals/.gitignore"] == b"*\n"
    assert after[f"{folder}/.originals/{id}.docx"] == b"word"
    assert after[f"{folder}/.originals/{id}.txt"].decode() == made.account
    records, found = load(read_docs(docs))
    assert [one for one in found if one.severity.value == "error"] == []
    assert [str(one) for one in made.diagnostics] == [
        str(one) for one in found if one.path.startswith(f"{folder}/{id}")
    ]
    case = records.get("case", id)
    assert (
        case is not None
        and case.status == "draft"
        and case.unit == "press"
        and f"![图1 看板前](files/{id}-1.png)" in case.body.text
    )


def test_the_same_file_twice(docs: Path) -> None:
    first = import_word(reading(), docs)
    with pytest.raises(Refusal, match=rf"已经导入过，就是 {first.path}"):
        import_word(reading(name="改了名.docx"), docs)
    second = import_word(reading(), docs, again=True)
    assert second.path == first.path.replace(".md", "-2.md")
    assert import_word(reading(original=b"other"), docs).path == first.path.replace(".md", "-3.md")
    for made in (first, second):
        (docs / made.path).unlink()
    assert isinstance(import_word(reading(), docs), Imported)  # its draft was thrown away


@pytest.mark.parametrize("there", ["files/{id}-1.png", "files/{id}-9.jpg", ".originals/{id}.wps", "{id}.md"])
def test_nothing_is_written_over(docs: Path, there: str) -> None:
    id = "chong-ya-ban-shi-li-kan-ban"
    other = docs / "cases/2031" / there.format(id=id)
    other.parent.mkdir(exist_ok=True)
    other.write_bytes(b"mine")
    assert import_word(reading(), docs).path == f"cases/2031/{id}-2.md"
    assert other.read_bytes() == b"mine"


def test_a_folder_of_originals_that_is_there_is_kept_out_of_the_repository_too(docs: Path) -> None:
    ignore = docs / "cases/2031/.originals/.gitignore"
    import_word(reading(), docs)
    ignore.unlink()
    import_word(reading(original=b"other"), docs)
    assert ignore.read_bytes() == b"*\n"
    ignore.write_bytes(b"*.docx\n*.txt\n")
    import_word(reading(original=b"*.docx\n*.txt\n"), docs)
    assert ignore.read_bytes() == b"*.docx\n*.txt\n"


@pytest.mark.parametrize("failing", range(1, 16))
def test_all_or_nothing(docs: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    """Whichever step on the disk fails, what is left is what was there."""
    before = sorted(docs.rglob("*"))
    steps = 0
    real_open, real_replace = Path.open, Path.replace

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == failing:
            raise OSError(28, "No space left on device")

    def opened(self: Path, mode: str = "r", *rest: object, **more: object) -> object:
        if "x" in mode:
            step()
        return real_open(self, mode, *rest, **more)  # type: ignore[arg-type]

    def replaced(self: Path, target: Path) -> Path:
        step()
        return real_replace(self, target)

    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr(Path, "replace", replaced)
    with pytest.raises(OSError, match="No space"):
        import_word(reading(), docs)
    assert sorted(docs.rglob("*")) == before


@pytest.mark.parametrize(
    "html",
    [
        f"<p>机密★5年</p>{HTML}",
        f"{HTML}<table><tr><td>甲</td><td>秘密★1年</td></tr></table>",
        f"<p>当前位置:首页 秘密★ 1年</p>{HTML}",
    ],
)
def test_a_mark_of_secrecy_stops_it(docs: Path, html: str) -> None:
    before = sorted(docs.rglob("*"))
    with pytest.raises(Refusal, match="停止"):
        import_word(reading(html), docs)
    with pytest.raises(Refusal, match="停止"):
        import_word(reading(name="机密★材料.docx"), docs)
    hidden = reading()
    with pytest.raises(Refusal, match="停止"):
        import_word(Reading(hidden.name, b"", hidden.html, hidden.pictures, (), ("秘密★1年",)), docs)
    assert sorted(docs.rglob("*")) == before


def test_personal_data_is_on_top_of_the_report(docs: Path) -> None:
    made = import_word(reading(f"{HTML}<p>联系电话：13800138000。</p>"), docs)
    assert {one.severity.value for one in made.diagnostics if one.code.startswith("personal")} == {"error"}
    assert re.search(r"^【必须先处理】\n- 第 \d+ 行：.*手机号", made.account, re.MULTILINE)
    assert made.account.index("必须先处理") < made.account.index("读到了什么")


def test_an_empty_file(docs: Path) -> None:
    with pytest.raises(Refusal, match="没有文字"):
        import_word(Reading("空.docx", b"", "<p> </p>", {}), docs)


def test_a_year_that_is_not_known_is_the_present_one(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Today(filing.date):
        @classmethod
        def today(cls) -> Today:
            return cls(2034, 1, 2)

    monkeypatch.setattr(filing, "date", Today)
    assert import_word(reading(f"<p>{LONG}</p><p>20**年6月</p>"), docs).path.startswith("cases/2034/")


def run(docs: Path, *files: Path, again: bool = False) -> int:
    """The command in this process: what a process of its own costs is spent once, below."""
    return int(COMMAND.run(Namespace(docs_dir=docs, files=list(files), again=again)))


def test_several_files_each_on_its_own(docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"甲.docx": documents.typed(), "坏.docx": b"not a Word file", "乙.docx": documents.tables_and_pictures()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert run(docs, *(tmp_path / name for name in files)) == 1
    told = capsys.readouterr()
    assert "没有导入「坏.docx」" in told.err and told.out.count("已从「") == 2
    assert run(docs, tmp_path / "甲.docx") == 1 and "已经导入过" in capsys.readouterr().err
    assert run(docs, tmp_path / "甲.docx", again=True) == 0
    records, found = load(read_docs(docs))
    assert len([one for one in records.of("case") if one.status == "draft"]) == 3
    assert [one for one in found if one.severity.value == "error"] == []


def test_wrong_usage(docs: Path, tmp_path: Path) -> None:
    assert run(docs, tmp_path / "没有.docx") == 2
    assert run(tmp_path / "no", tmp_path / "没有.docx") == 2


def test_a_fault_of_ours_is_a_sentence(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(filing, "understand", lambda *given: 1 / 0)
    for name in ("甲.docx", "乙.docx"):
        (tmp_path / name).write_bytes(docx(p(name)))
    assert run(docs, tmp_path / "甲.docx", tmp_path / "乙.docx") == 1
    assert capsys.readouterr().err.count("出了意外") == 2


def test_the_command(manage: Run, docs: Path, tmp_path: Path) -> None:
    (tmp_path / "申报.docx").write_bytes(docx(p("冲压班（示例）申报", style="a3"), p(LONG)))
    done = manage("import", "--docs-dir", docs, "申报.docx")
    assert done.returncode == 0, done.stderr
    made = docs / re.findall(r"导入为草稿：(\S+)", done.stdout)[0]
    assert made.read_text(encoding="utf-8").count(LONG) == 2  # the text, and the summary from it

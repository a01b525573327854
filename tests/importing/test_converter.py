"""The child process: bounded in time and memory, alone with its file, and never believed."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from zipfile import ZIP_STORED

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing import Reading, Refusal, archive, conversion_child, converter, read_bytes, read_word
from importing.word import conversion
from importing.word.conversion import convert

from tests.importing.making import (
    docx,
    image,
    level,
    link,
    note,
    note_reference,
    numbering,
    p,
    packed,
    parts,
    picture,
    tbl,
    tc,
    tr,
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Temporary files go to a folder of the test's own, which is empty again afterwards."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []


def child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str) -> None:
    """Has this program run in place of the one that converts."""
    path = tmp_path / "child.py"
    path.write_text("import json, os, sys, time\n" + program, encoding="utf-8")
    monkeypatch.setattr(converter, "CHILD", path)


def said(name: str = "a.docx", data: bytes | None = None) -> str:
    with pytest.raises(Refusal) as refusal:
        read_bytes(name, docx("正文") if data is None else data)
    return str(refusal.value)


def whole() -> dict[str, bytes]:
    """The parts of a file with something of everything."""
    return parts(
        p("示例县商务局先进事迹", align="center", size=22, font="方正小标宋简体"),
        p("基本情况", number=(1, 0)),
        p("正文", note_reference(2), picture("a", "现场"), link("l", "网址")),
        p("一", number=(2, 0)),
        p("二", number=(2, 0)),
        tbl(tr("甲", "乙", header=True), tr(tc("丙", span=2)), tr(tc("丁", merge="restart")), tr(tc(merge="continue"))),
        p('<w:ins><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:ins>'),
        numbering=numbering((level(0, "chineseCounting", "%1、"),), (level(0, "decimal", "%1."),)),
        footnotes=note(2, "脚注"),
        comments='<w:comment w:id="1"/>',
        media={"a": image()},
        links={"l": "https://example.com/"},
    )


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "先进事迹材料.docx"
    path.write_bytes(packed(whole()))
    reading = read_word(path)
    assert isinstance(reading, Reading)
    assert reading.name == "先进事迹材料.docx" and reading.original == path.read_bytes()
    assert reading.html.startswith(
        '<p class="centred size-22 biaosong">示例县商务局先进事迹</p><p class="size-10">一、基本情况</p>'
    )
    one = reading.pictures["picture-1.png"]
    assert (one.width, one.height) == (40, 30) and one.data.startswith(b"\x89PNG")
    assert reading.notes == ("1 处修订已按「接受」处理。", "1 条批注没有带入。", "1 条脚注、尾注已带入。")


def test_an_uploads_path_is_not_kept() -> None:
    assert read_bytes(r"C:\Users\someone\事迹.docx", docx("正文")).name == "事迹.docx"
    assert read_bytes("../../事迹.docx", docx("正文")).name == "事迹.docx"


def test_files_that_are_not_there_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="找不到文件「无"):
        read_word(tmp_path / "无.docx")
    with pytest.raises(Refusal, match="读不了文件"):
        read_word(tmp_path)
    with (tmp_path / "大.docx").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(Refusal, match="有 200 MB"):
        read_word(tmp_path / "大.docx")


def test_what_the_child_refuses_is_told_as_it_is() -> None:
    assert "DOCTYPE" in said(data=docx(more={"word/document.xml": b"<!DOCTYPE a><a/>"}))
    assert "夹带着另一份" in said(data=docx('<w:altChunk r:id="x"/>'))


GOOD = {"html": "<p>正文</p>", "pictures": [], "notes": [], "left_out": []}


def answers(**changed: object) -> str:
    """A program that gives this answer, good but for what is changed."""
    return f"open('answer.json', 'w').write({json.dumps(GOOD | changed)!r})"


def test_a_good_answer_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, tmp_path, answers())
    assert read_bytes("a.docx", docx("x")).html == "<p>正文</p>"


@pytest.mark.parametrize(
    "program",
    [
        "sys.exit(3)",
        "raise ValueError('secret')",
        f"os.kill(os.getpid(), {int(signal.SIGSEGV)})",
        "print('garbage' * 1000); sys.stderr.write('garbage' * 100000)",
        "open('answer.json', 'w').write('{garbage')",
        "open('answer.json', 'w').write('[1, 2]')",
        "open('answer.json', 'wb').write(bytes(range(256)))",
        answers(html=1),
        answers(notes=[7]),
        answers(pictures=[["source", 1, 1]]),
        answers(pictures=[["picture-1.png", 1, 1]]),
        answers(pictures=[["picture-1.png", 1, 1]]) + "; os.symlink('/etc/passwd', 'picture-1.png')",
        answers() + "; sys.exit(3)",
        f"open('answer.json', 'w').write({json.dumps(GOOD)!r} + ' ' * {conversion_child.FILE})",
        "os.mkdir('answer.json')",
    ],
)
def test_a_child_that_fails_gives_one_sentence(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, tmp_path, program)
    assert said() == converter._FAILED


def test_a_child_that_cannot_be_started_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert "启动不了" in said() and "磁盘" not in said()


def test_a_child_that_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converter, "SECONDS", 4)
    started = tmp_path / "started"
    child(
        monkeypatch,
        tmp_path,
        "import subprocess\n"
        "other = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(started)!r}, 'w').write(f'{{os.getpid()}} {{other.pid}}')\n"
        "time.sleep(600)\n",
    )
    assert said() == converter._SLOW
    for process in map(int, started.read_text().split()):
        _wait_until_gone(process)


def test_a_child_that_works_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child(
        monkeypatch,
        tmp_path,
        f"sys.path.insert(0, {str(ROOT / 'scripts')!r})\nfrom importing.limits import limit\n"
        "limit(2 ** 30, 1, 1000)\nwhile True: pass\n",
    )
    assert said() == converter._SLOW


def test_what_a_child_leaves_behind_is_ended_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = tmp_path / "started"
    child(
        monkeypatch,
        tmp_path,
        "import subprocess\n"
        "other = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(started)!r}, 'w').write(str(other.pid))\n",
    )
    said()
    _wait_until_gone(int(started.read_text()))


def _wait_until_gone(process: int) -> None:
    """A killed process is there until whoever is responsible has looked; a zombie counts as gone."""
    for _ in range(200):
        try:
            status = Path(f"/proc/{process}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return
        if status.rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    raise AssertionError(f"{process} goes on")


def test_the_child_has_nothing_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_TOKEN", "secret")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    seen = tmp_path / "seen"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.set_inheritable(True)
        child(
            monkeypatch,
            tmp_path,
            f"try:\n    os.fstat({server.fileno()}); open_ = True\nexcept OSError:\n    open_ = False\n"
            f"json.dump([dict(os.environ), open_, os.getcwd(), os.listdir()], open({str(seen)!r}, 'w'))\n",
        )
        said()
    environment, open_, folder, files = json.loads(seen.read_text())
    assert not open_
    assert "DESK_TOKEN" not in environment and "PYTHONPATH" not in environment
    assert Path(folder).parent == tmp_path / "temporary" and files == ["source"]


def test_the_limits_hold() -> None:
    """In a process of its own: more memory than allowed is an error, a file too large as well."""
    program = (
        "import sys; sys.path.insert(0, 'scripts'); from importing.limits import limit\n"
        "limit(400_000_000, 60, 1000)\n"
        "try:\n    bytearray(500_000_000)\nexcept MemoryError:\n    print('memory')\n"
        "try:\n    f = open(sys.argv[1], 'wb', buffering=0); f.write(b'x' * 900); f.write(b'x' * 900); f.write(b'x')\n"
        "except OSError:\n    print('file')\n"
    )
    with tempfile.NamedTemporaryFile() as file:
        done = subprocess.run(
            [sys.executable, "-c", program, file.name],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert done.stdout.split() == ["memory", "file"], done.stderr


def test_too_much_memory_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real child with little memory. It may die in ways of its own, but never without a sentence."""
    changed = (ROOT / "scripts/importing/conversion_child.py").read_text(encoding="utf-8")
    for old, new in (
        ("MEMORY = 1024", "MEMORY = 110"),
        ("STACK = 20_000, 128", "STACK = 20_000, 16"),
        ("Path(__file__).resolve().parents[2]", f"Path({str(ROOT)!r})"),
    ):
        assert old in changed
        changed = changed.replace(old, new)
    (tmp_path / "child.py").write_text(changed, encoding="utf-8")
    monkeypatch.setattr(converter, "CHILD", tmp_path / "child.py")
    assert read_bytes("a.docx", docx("正文")).html
    file = packed(parts("<w:p>" + "<w:r><w:t>字</w:t></w:r>" * 30_000 + "</w:p>"), ZIP_STORED)
    assert said(data=file) in (conversion_child.TOO_LARGE, converter._FAILED)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (MemoryError, conversion_child.TOO_LARGE),
        (SystemError, conversion_child.TOO_LARGE),
        (RecursionError, conversion_child.TOO_DEEP),
    ],
)
def test_what_runs_out_has_a_name(
    error: type[Exception], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_out(data: bytes) -> None:
        raise error

    monkeypatch.setattr(conversion, "convert", run_out)
    assert conversion_child.answer(b"", tmp_path) == {"refusal": sentence}


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(tbl(*(tr(*(tc("", span=63, merge="continue") for _ in range(30))) for _ in range(60))), id="wide"),
        pytest.param(tbl(*(tr(*(tc("x", merge="restart") for _ in range(60))) for _ in range(40))), id="many cells"),
        pytest.param("<w:tbl><w:tr><w:tc>" * 45 + p("x") + "</w:tc></w:tr></w:tbl>" * 45, id="tables in tables"),
        pytest.param("".join(p("x", properties="<w:rPr><w:del/></w:rPr>") for _ in range(1500)), id="one paragraph"),
        pytest.param("".join(p("x", size=n % 300 + 1, align="center") for n in range(900)), id="every size"),
    ],
)
def test_files_made_to_take_long_are_read_or_refused(file: str) -> None:
    try:
        assert read_bytes("a.docx", docx(file)).html
    except Refusal as refusal:
        assert re.search("[。]$", str(refusal))


WHOLE = packed(whole())


def _outcome(data: bytes) -> None:
    try:
        archive.judge("a.docx", data)
        convert(data)
    except Refusal as refusal:
        assert str(refusal).endswith(("。", "」"))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(1, 255)), min_size=1, max_size=4))
def test_damage_anywhere_gives_a_reading_or_a_refusal(flips: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, change in flips:
        data[place] ^= change
    _outcome(bytes(data))


_VALUES = re.compile(rb'(?<==)"[^"]*"')
_PARTS = [name for name in whole() if archive.is_markup(name)]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_nonsense_in_the_parts_gives_a_reading_or_a_refusal(data: st.DataObject) -> None:
    """The archive is sound, so what is wrong gets as far as it can."""
    changed = whole()
    for name in data.draw(st.lists(st.sampled_from(_PARTS), min_size=1, max_size=3)):
        values = list(_VALUES.finditer(changed[name]))
        where = data.draw(st.sampled_from(values))
        what = data.draw(
            st.sampled_from(
                [
                    "",
                    "-1",
                    "0",
                    "99999999999999999999",
                    "一",
                    "１",
                    "1_0",
                    "../../x",
                    "%9%0%1",
                    "#",
                    "rId1",
                    "a",
                    "F0zz",
                    "0_A",
                ]
            )
        )
        start, end = where.span()
        changed[name] = changed[name][:start] + f'"{what}"'.encode() + changed[name][end:]
    _outcome(packed(changed))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_elements_in_any_order_give_a_reading_or_a_refusal(data: st.DataObject) -> None:
    """Cut apart at their brackets and put together as it comes, but closed."""
    pieces = re.findall(
        r"<[^>]*>|[^<]+", whole()["word/document.xml"].decode().partition("<w:body>")[2].rpartition("</w:body>")[0]
    )
    chosen = data.draw(st.lists(st.sampled_from(pieces), max_size=40))
    body, opened = "", []
    for piece in chosen:
        if piece.startswith("</"):
            if opened:
                body += f"</{opened.pop()}>"
        else:
            body += piece
            if piece.startswith("<") and not piece.endswith("/>"):
                opened.append(piece[1:-1].split()[0])
    body += "".join(f"</{name}>" for name in reversed(opened))
    changed = whole()
    head = changed["word/document.xml"].decode().partition("<w:body>")[0]
    changed["word/document.xml"] = f"{head}<w:body>{body}</w:body></w:document>".encode()
    _outcome(packed(changed))

"""A cleaned file shows what it showed and tells nothing else; what only its author can decide is refused."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from campaign.attachments import pictures
from campaign.rules.attachments import inspect
from cleaning import Refused, cleaned
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import StreamObject

from .. import attached as made
from .conftest import ROOT

CORE = "docProps/core.xml"
RELATIONS = "word/_rels/document.xml.rels"
LINKED = made.relation("hyperlink", "https://example.cn/", True)
WORD = (
    '<w:document xmlns:w="urn:w" xmlns:mc="urn:mc" xmlns:w14="urn:w14" mc:Ignorable="w14">'
    '<w:body><w:p w:rsidR="00AB12CD" w14:paraId="1" w:rsidRDefault=\'00AB12CD\'><w:r><w:t>写着 w:rsidR="00AB12CD" 的字</w:t>'
    "</w:r></w:p><w:sectPr w:rsidR='00AB12CD'/></w:body></w:document>"
)
SETTINGS = (
    '<w:settings xmlns:w="urn:w"><w:zoom w:percent="100"/><w:attachedTemplate r:id="rId1" xmlns:r="urn:r"/>'
    '<w:rsids><w:rsidRoot w:val="00AB12CD"/><w:rsid w:val="00AB12CD"/></w:rsids><w:lang w:val="zh"/></w:settings>'
)


def everything() -> bytes:
    """A Word file with all that can be taken out of one."""
    return made.with_parts(
        made.docx(),
        {
            "word/document.xml": WORD,
            "word/settings.xml": SETTINGS,
            "word/_rels/settings.xml.rels": made.relation("attachedTemplate", "file:///C:/Users/a/b.dotm", True),
            "word/people.xml": '<w15:people xmlns:w15="urn:x"><w15:person w15:author="示例甲"/></w15:people>',
            "word/media/image1.jpeg": made.picture(place=True),
            CORE: made.core("<dc:creator>示例甲</dc:creator><cp:lastModifiedBy>示例乙</cp:lastModifiedBy>"),
            "docProps/app.xml": "<Properties><Application>W</Application><Company>某厂</Company></Properties>",
            "docProps/custom.xml": '<P><property name="审稿"><s>示例丙</s></property></P>',
            "docProps/thumbnail.jpeg": made.picture(),
            "word/media/image2.emf": b"\1\0\0\0",
            RELATIONS: LINKED,
            "_rels/.rels": made.relation("metadata/thumbnail", "docProps/thumbnail.jpeg"),
        },
    )


PACKET = b'<x xmlns:d="urn:d" d:Author="\xe7\xa4\xba\xe4\xbe\x8b\xe7\x94\xb2"><d:History><d:a/></d:History></x>'
PACKED = {"/Subtype": "/XML", "/Filter": "/FlateDecode", "/DecodeParms": {}}
PHOTO = (
    zlib.compress(made.picture(place=True)),
    {"/Subtype": "/Image", "/Filter": (["/FlateDecode", "/DCTDecode"],), "/DecodeParms": [{}, {}]},
)
WITH_PACKED = made.pdf(
    author="示例甲", root={"/PieceInfo": {}, "/Metadata": (zlib.compress(PACKET), PACKED), "/X": PHOTO}
)

MENDED = [
    ("a.jpg", made.picture(place=True, turned=6, words="a note")),
    ("a.jpg", made.picture(place=True) + b"appended"),
    ("a.png", made.picture("PNG", place=True, turned=8, words="说明")),
    ("a.gif", made.picture("GIF", words="note")),
    ("a.webp", made.picture("WEBP", place=True, turned=3)),
    ("a.webp", made.picture("WEBP", place=True)),
    ("a.docx", everything()),
    ("a.xlsx", made.xlsx("一", path="C:\\Users\\示例甲\\桌面")),
    ("a.ofd", made.ofd("示例甲")),
    ("a.pdf", made.pdf(author="示例甲", text="plain words", photo=made.picture(place=True))),
    ("a.pdf", made.pdf(packet='<x xmlns:d="urn:d"><d:creator>示例甲</d:creator><d:format>application/pdf</d:format></x>')),
    ("a.pdf", WITH_PACKED),
    ("a.pdf", made.pdf(photo=made.picture(place=True)).replace(b"/Info", b"/Inf0")),
    ("a.doc", made.doc("示例甲")),
    ("a.ofd", made.with_parts(made.ofd(), {"OFD.xml": "<o><Author>示例甲</Author><CustomData>示例甲</CustomData></o>"})),
    ("a.ofd", made.with_parts(made.ofd(), {"Doc_0/Res/a.jpg": made.picture(place=True), "Doc_0/Res/b.otf": b"OTTO"})),
    ("a.wps", everything()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), MENDED)
def test_it_is_clean_afterwards_and_stays_as_it_is(name: str, data: bytes) -> None:
    done = cleaned(name, data)
    assert done.taken and {one.code for one in inspect(name, done.data)} <= {"attachment-unseen"}
    assert "示例甲".encode() not in done.data
    again = cleaned(name, done.data)
    assert again.taken == () and again.data == done.data


@pytest.mark.parametrize(("name", "data"), [one for one in MENDED if one[0][2:] in ("jpg", "png", "gif", "webp")])
def test_a_picture_is_the_same_pixel_for_pixel(name: str, data: bytes) -> None:
    before, after = (ImageOps.exif_transpose(Image.open(io.BytesIO(one))) for one in (data, cleaned(name, data).data))
    assert before.size == after.size
    assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


def test_the_header_of_a_webp_tells_what_is_left() -> None:
    flags = {turned: cleaned("a.webp", made.picture("WEBP", place=True, turned=turned)).data[20] for turned in (1, 3)}
    assert {turned: flag & 0x0C for turned, flag in flags.items()} == {1: 0, 3: 0x08}


def test_of_a_word_file_only_what_tells_is_cut() -> None:
    with zipfile.ZipFile(io.BytesIO(cleaned("a.docx", everything()).data)) as left:
        assert left.testzip() is None
        read = {name: left.read(name).decode(errors="replace") for name in left.namelist()}
        assert {(one.date_time, one.create_system) for one in left.infolist()} == {((1980, 1, 1, 0, 0, 0), 3)}
    assert read["word/document.xml"] == (
        '<w:document xmlns:w="urn:w" xmlns:mc="urn:mc" xmlns:w14="urn:w14" mc:Ignorable="w14">'
        '<w:body><w:p w14:paraId="1"><w:r><w:t>写着 w:rsidR="00AB12CD" 的字</w:t>'
        "</w:r></w:p><w:sectPr/></w:body></w:document>"
    )
    assert read["word/settings.xml"] == (
        '<w:settings xmlns:w="urn:w"><w:zoom w:percent="100"/><w:lang w:val="zh"/></w:settings>'
    )
    assert read[RELATIONS] == LINKED and read["word/media/image2.emf"] == "\1\0\0\0"
    assert "情况" in read[CORE] and "creator" not in read[CORE]
    assert "docProps/thumbnail.jpeg" not in read and "thumbnail" not in read["_rels/.rels"]


def test_a_pdf_keeps_its_pages_its_title_and_its_words() -> None:
    before = made.pdf(author="示例甲", text="plain words") + b"\nstartxref\n9\n%%EOF\n"
    after = PdfReader(io.BytesIO(cleaned("a.pdf", made.pdf(author="示例甲", text="plain words")).data))
    assert len(after.pages) == 1 and "plain words" in after.pages[0].extract_text()
    assert after.metadata is not None and after.metadata.title == "情况" and after.metadata.author is None
    assert "以前的版本" in cleaned("a.pdf", before.replace(b"startxref\n9", b"startxref\n0")).taken


def test_what_is_packed_in_a_pdf_is_cleaned_and_can_be_read() -> None:
    root = PdfReader(io.BytesIO(cleaned("a.pdf", WITH_PACKED).data)).root_object
    photo, packet = root["/X"].get_object(), root["/Metadata"].get_object()
    assert isinstance(photo, StreamObject) and isinstance(packet, StreamObject)
    assert photo["/Filter"] == "/DCTDecode" and photo.get_data() == pictures.strip(made.picture(place=True))
    assert "/Filter" not in packet and packet.get_data() == b'<x xmlns:d="urn:d"></x>'
    assert "/DecodeParms" not in photo and "/DecodeParms" not in packet


def test_what_is_clean_comes_back_as_it_was() -> None:
    for name, data in (("a.jpg", made.picture()), ("a.docx", made.docx()), ("a.csv", b"a,b\n"), ("a.pdf", made.pdf())):
        done = cleaned(name, data)
        assert (done.data, done.taken, done.notes) == (data, (), ())


REFUSED = [
    ("a.docx", made.docx('<w:p><w:ins w:id="1"><w:r><w:t>新</w:t></w:r></w:ins></w:p>'), "接受或拒绝"),
    ("a.docx", made.with_parts(made.docx(), {"word/vbaProject.bin": b"x"}), "宏"),
    ("a.docx", made.doc(more="EncryptedPackage".encode("utf-16-le")), "密码"),
    ("a.pdf", made.pdf(password="p"), "密码"),
    ("a.pdf", made.pdf(script=True), "脚本"),
    ("a.png", made.picture("JPEG"), "JPEG"),
    ("a.exe", b"MZ", "不能发布"),
    ("名单（秘密★1年）.pdf", made.pdf(), "国家秘密标志"),
    ("a.txt", "秘密★1年\n".encode(), "国家秘密标志"),
    ("a.csv", b"1,13800138000\n", "手机号"),
    ("a.jpg", b"", "空的"),
]


@pytest.mark.parametrize(("name", "data", "word"), REFUSED)
def test_what_cannot_be_cleaned_is_refused_in_a_sentence(name: str, data: bytes, word: str) -> None:
    with pytest.raises(Refused, match=word):
        cleaned(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", made.pdf(author="示例甲") + b"%/ByteRange [0 1 2 3]\nstartxref\n0\n%%EOF\n"),
        ("a.ofd", made.ofd("示例甲", signed=True)),
        ("a.docx", made.with_parts(everything(), {"_xmlsignatures/sig1.xml": "<s/>"})),
    ],
)
def test_a_seal_is_not_broken_and_what_it_covers_is_said(name: str, data: bytes) -> None:
    done = cleaned(name, data)
    assert done.data == data and done.taken == () and "作者（文件有签章，清不掉）" in done.notes[0]


def test_what_should_be_looked_at_is_said() -> None:
    assert "隐藏的工作表" in cleaned("a.xlsx", made.xlsx("一", state="hidden")).notes[0]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(MENDED), st.randoms(use_true_random=False))
def test_damaged_files_are_cleaned_or_refused(one: tuple[str, bytes], chance: random.Random) -> None:
    name, data = one[0], bytearray(one[1])
    for _ in range(chance.randrange(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        done = cleaned(name, bytes(data))
    except Refused as refused:
        assert str(refused)
    else:
        assert "attachment-traces" not in {found.code for found in inspect(name, done.data)}


def clean(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "manage.py"), "clean", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_keeps_the_original_and_says_what_it_did(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    files = docs / "cases" / "2031" / "files"
    files.mkdir(parents=True)
    photo, changed, broken = made.picture(place=True), made.docx(), made.picture()[:90]
    for name, data in (("a.jpg", photo), ("b.docx", changed), ("c.png", broken), ("d.md", b"x")):
        (files / name).write_bytes(data)
    done = clean("cases/2031/files", "--docs-dir", str(docs))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "a.jpg：清掉了拍摄地点、相机型号" in done.stdout and "b.docx：没有要清理的" in done.stdout
    assert "c.png：没有动" in done.stderr and "d.md" not in done.stdout + done.stderr
    assert inspect("a.jpg", (files / "a.jpg").read_bytes()) == ()
    assert (files / ".originals" / "a.jpg").read_bytes() == photo
    assert (files / "c.png").read_bytes() == broken
    (files / "a.jpg").write_bytes(made.picture(place=True, turned=6))
    assert clean(str(files / "a.jpg")).returncode == 0
    assert sorted(path.name for path in (files / ".originals").iterdir()) == [".gitignore", "a-2.jpg", "a.jpg"]
    assert (files / ".originals" / "a.jpg").read_bytes() == photo
    assert clean("nothing-there.jpg").returncode == 2
    assert sorted(path.name for path in files.iterdir()) == [".originals", "a.jpg", "b.docx", "c.png", "d.md"]

"""What is published was checked: this very build, with nothing in it that its target could not hold."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import engine
import pytest
from publishing import Refused, gates, manifest, names
from publishing.package import content, following

from .built import DOCS, ROOT, copy_of, reported  # noqa: F401
from .conftest import package_of, site


def test_a_build_passes_with_all_its_files(reported: Path) -> None:  # noqa: F811
    build = gates.passed(reported)
    on_disk = {file.relative_to(reported).as_posix() for file in reported.rglob("*") if file.is_file()}
    assert set(build.files) == {path for path in on_disk if not path.startswith(".release/")}
    assert build.pages == json.loads(build.report)["pages"]
    # Besides, there are the page for wrong addresses and pages that only lead on.
    assert build.pages < sum(path.endswith(".html") for path in on_disk) < build.pages + 4
    assert json.loads(build.report)["findings"]["error"] == 0


def _without_report(site: Path) -> None:
    (site / manifest.REPORT).unlink()


def _torn_report(site: Path) -> None:
    file = site / manifest.REPORT
    file.write_bytes(file.read_bytes()[:-20])


def _empty_report(site: Path) -> None:
    (site / manifest.REPORT).write_bytes(b"{}")


def _listed_report(site: Path) -> None:
    (site / manifest.REPORT).write_bytes(b"[]")


def _say(folder: Path, /, **others: object) -> None:
    file = folder / manifest.REPORT
    told = json.loads(file.read_bytes())
    del told["format"]
    file.write_bytes(gates.report(**{**told, **others}))


def _report_of_another_build(site: Path) -> None:
    _say(site, site="0" * 64)


def _report_of_no_day(site: Path) -> None:
    _say(site, dated="someday")


def _report_of_a_number_for_a_day(site: Path) -> None:
    _say(site, dated=20310701)


def _report_of_another_version(site: Path) -> None:
    file = site / manifest.REPORT
    file.write_bytes(file.read_bytes().replace(b'"format": 1', b'"format": 2'))


def _report_with_errors(site: Path) -> None:
    _say(site, findings={"error": 2})


def _no_list(site: Path) -> None:
    (site / manifest.SUMS).unlink()


def _torn_list(site: Path) -> None:
    file = site / manifest.SUMS
    file.write_bytes(file.read_bytes()[:-7])


def _flipped_bit(site: Path) -> None:
    file = site / "index.html"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def _one_more(site: Path) -> None:
    (site / "more.html").write_text("<p>more", encoding="utf-8")


def _two_less(site: Path) -> None:
    for name in ("search.html", "feed.xml"):
        (site / name).unlink()


def _linked_file(site: Path) -> None:
    (site / "feed.xml").unlink()
    (site / "feed.xml").symlink_to("/etc/hostname")


def _linked_folder(site: Path) -> None:
    (site / "more").symlink_to("/etc")


def _pipe(site: Path) -> None:
    os.mkfifo(site / "pipe")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_without_report, "没有检查报告"),
        (_torn_report, "检查报告不完整"),
        (_empty_report, "检查报告不完整"),
        (_report_of_another_build, "说的不是这个网站"),
        (_listed_report, "检查报告不完整"),
        (_report_of_no_day, "检查报告不完整"),
        (_report_of_a_number_for_a_day, "检查报告不完整"),
        (_report_of_another_version, "别的版本写的"),
        (_report_with_errors, "2 个错误"),
        (_no_list, "文件清单没有了"),
        (_torn_list, "文件清单没有了，或不完整"),
        (_flipped_bit, "index.html 在检查之后改过了"),
        (_one_more, "more.html 在检查之后是后来加的"),
        (_two_less, "少了 2 个文件，如 feed.xml"),
        (_linked_file, "feed.xml 不是普通文件"),
        (_linked_folder, "more 不是普通文件"),
        (_pipe, "pipe 不是普通文件"),
        (shutil.rmtree, "没有这个网站文件夹"),
    ],
)
def test_what_was_not_checked_as_it_is_does_not_pass(
    reported: Path,  # noqa: F811
    tmp_path: Path,
    spoil: Callable[[Path], None],
    said: str,
) -> None:
    spoilt = copy_of(reported, tmp_path)
    spoil(spoilt)
    with pytest.raises(Refused, match=said):
        gates.passed(spoilt)


def test_a_preview_with_drafts_is_never_published(tmp_path: Path) -> None:
    assert engine.build(ROOT, DOCS, tmp_path / "site", drafts=True, jobs=1).ok
    with pytest.raises(Refused, match="带草稿的预览"):
        gates.passed(tmp_path / "site")


def test_a_build_that_takes_over_reports_the_same_as_a_full_one(reported: Path, tmp_path: Path) -> None:  # noqa: F811
    site_dir = tmp_path / "site"
    for full in (True, False):
        assert engine.build(ROOT, DOCS, site_dir, jobs=1, full=full).ok
        for path in (manifest.REPORT, manifest.SUMS):
            assert (site_dir / path).read_bytes() == (reported / path).read_bytes()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("CON.html", "设备名"),
        ("cases/lpt1.txt", "设备名"),
        ("cases/甲 .html/x", ""),
        ("cases/end./x.html", "点或空格"),
        ("cases/ x.html", "空格"),
        ("a?b.html", "Windows"),
        ("a:b.html", "Windows"),
        ("a+b.html", "IIS"),
        ("100%.html", "IIS"),
        ("bin/x.html", "服务器"),
        ("App_Data/x.html", "服务器"),
        (".git/config", "服务器"),
        ("web.config", "IIS"),
        ("x.cs", "IIS"),
        ("cafe\u0301.html", "NFC"),
        ("长" * 181, "180"),
        ("a//b.html", "规范"),
        ("../b.html", "规范"),
        ("a/./b.html", "规范"),
        ("a /b.html", "空格"),
        ("案例/第1号（上）.html", ""),
        ("assets/zhengyou/tokens.1a2b3c4d.css", ""),
    ],
)
def test_names_that_some_target_cannot_have_are_told(path: str, said: str) -> None:
    found = names.problems([path])
    assert (said in found[0] and found[0].startswith(path)) if said else found == []


def test_names_that_windows_takes_for_one_are_told() -> None:
    assert names.problems(["a/x.html", "a/X.html"]) == ["a/x.html：和 a/X.html 只差大小写，在 Windows 上是同一个文件"]


def test_what_windows_and_iis_keep_for_themselves_is_told() -> None:
    """Device names of Windows; the segments and the endings that IIS denies as it is installed."""
    devices = ["con", "PRN", "aux", "nul", *(f"{port}{number}" for port in ("COM", "lpt") for number in range(10))]
    segments = "bin App_code App_GlobalResources App_LocalResources App_WebReferences App_Data App_Browsers web.config"
    endings = "config cs vb asax ascx ASPX asmx ashx mdb mdf ldf resx"
    told = {
        "设备名": [f"{one}.txt" for one in devices],
        "服务器不对外提供": [f"{one}/x.html" for one in segments.split()],
        "IIS 不对外提供": [f"x.{one}" for one in endings.split()],
    }
    for why, paths in told.items():
        assert [path for path in paths if why not in "".join(names.problems([path]))] == []
    assert names.problems(["com10.txt", "lpt.txt", "xcon/aux1.txt", "binary/x.css", "长" * 180]) == []


@pytest.mark.parametrize(("name", "data"), [("empty.txt", b""), ("aux.html", b"<p>x"), ("x.1a2b3c4d.png", b"x")])
def test_a_site_that_some_target_cannot_hold_does_not_pass(
    reported: Path,  # noqa: F811
    tmp_path: Path,
    name: str,
    data: bytes,
) -> None:
    spoilt = copy_of(reported, tmp_path)
    (spoilt / name).write_bytes(data)
    sums = {path: manifest.digest_of(file) for path, file in manifest.files_of(spoilt)}
    (spoilt / manifest.SUMS).write_text(manifest.text(sums), encoding="utf-8", newline="\n")
    _say(spoilt, site=manifest.digest(sums))
    with pytest.raises(Refused, match=f"放到服务器、共享或 U 盘上会出问题，没有发布：\n{name}"):
        gates.passed(spoilt)


@pytest.mark.parametrize(("spoilt", "lines"), [(1, 2), (20, 21), (21, 22), (40, 22)])
def test_of_many_faults_the_first_are_told_and_how_many_there_are(spoilt: int, lines: int) -> None:
    files = {"index.html": content(b"x"), **{f"{number}.txt": content(b"") for number in range(spoilt)}}
    with pytest.raises(Refused) as refused:
        gates._refuse_unfit(files)
    said = str(refused.value).split("\n")
    assert len(said) == lines
    assert (said[-1] == f"……共 {spoilt} 处。") is (spoilt > 20)


def test_a_site_without_a_start_does_not_pass() -> None:
    with pytest.raises(Refused, match=r"没有首页 index\.html"):
        gates._refuse_unfit({"a.html": content(b"x")})


def test_a_report_counts_what_was_not_found_as_none() -> None:
    written = gates.report(site="", pages=0, dated="", drafts=False, findings={"error": 2})
    assert json.loads(written)["findings"] == {"error": 2, "warning": 0, "hint": 0}


@pytest.mark.parametrize(("pages", "refused"), [(81, False), (80, True), (12, True), (100, False), (150, False)])
def test_a_site_that_lost_a_fifth_of_its_pages_does_not_pass(pages: int, refused: bool) -> None:
    before = following(package_of({f"{n}.html": b"x" for n in range(100)}), [], 0)
    if refused:
        with pytest.raises(Refused, match=f"只有 {pages} 页"):
            gates.shrunk(pages, before)
    else:
        gates.shrunk(pages, before)
    gates.shrunk(pages, None)


def test_a_file_that_changes_while_it_is_published_is_refused(reported: Path, tmp_path: Path) -> None:  # noqa: F811
    build = gates.passed(copy_of(reported, tmp_path))
    (tmp_path / "site/index.html").write_text("<p>other", encoding="utf-8")
    with pytest.raises(Refused, match="在发布的时候改了"):
        build.files["index.html"].read()


def test_names_tell_what_never_changes() -> None:
    kept = ["assets/zhengyou/a.1a2b3c4d.css", "assets/javascripts/bundle.a5f9d56c.min.js", "search/text-sveugff7ml.js"]
    asked = ["index.html", "search/index.js", "assets/a.css", "cases/2010/photo.20110701.png", "x/text-sveugff7ml.js"]
    asked += ["cases/2010/report.1a2b3c4d.pdf", "a.1a2b3c4d5.css", "a.1a2b3c4.css"]
    assert [path for path in kept + asked if names.is_fingerprinted(path)] == kept
    assert [path for path in kept if not names.is_fingerprinted(path + ".gz")] == []


def test_names_tell_what_may_outlast_its_release() -> None:
    paths = ["assets/a.1a2b3c4d.css", "assets/a.css", "files/a.1a2b3c4d.png", "search/text-sveugff7ml.js"]
    assert [path for path in paths if names.is_carried(path)] == ["assets/a.1a2b3c4d.css"]


def test_names_given_by_hand_are_told_from_ours() -> None:
    ours, other = "1a2b3c4d" + "0" * 56, "0" * 64
    by_hand = [("x.1a2b3c4d.png", other), ("cases/search/text-sveugff7ml.js", other)]
    fine = [("x.1a2b3c4d.png", ours), ("assets/a.1a2b3c4d.min.css", other), ("search/text-sveugff7ml.js", other)]
    assert [one for one in [*by_hand, *fine, ("x.png", other)] if names.is_misnamed(*one)] == by_hand


def test_what_pages_need_goes_before_them_and_what_leads_to_them_after() -> None:
    least = ["assets/z.1a2b3c4d.css", "z.1a2b3c4d.png", "a.txt", "units/z.html", "search/index.js", "index.html"]
    assert names.in_order(["version.json", *reversed(least)]) == [*least, "version.json"]
    order = names.in_order([*site("A"), "version.json"])
    kinds = ["asset" if names.is_fingerprinted(one) else "page" if names.is_page(one) else one for one in order]
    assert kinds[:3] == ["asset"] * 3
    assert order[-3:] == ["search/index.js", "index.html", "version.json"]
    assert kinds[3:5] == ["pictures/meeting.png", "robots.txt"]
    assert set(kinds[5:-3]) == {"page"}

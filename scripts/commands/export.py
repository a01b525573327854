"""``export``: records as PDF or Word files for meetings and print, one by one or bound, and an office's own forms."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from exporting import WRITERS

from commands import ROOT, docs_argument, wrong

PARTS = {"criterion": "按标准", "unit": "按单位", "kind": "按种类"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument(
        "records", nargs="*", metavar="CASE", help="案例编号，或任何一条内容的路径；写几个就合成一本材料汇编"
    )
    parser.add_argument("--all", action="store_true", help="全部已发布的案例，合成一本材料汇编")
    parser.add_argument("--format", choices=tuple(WRITERS), help="docx 是 Word，pdf 供打印；不写就看 -o 的后缀")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="写到这个文件")
    parser.add_argument("--title", default="", metavar="TITLE", help="汇编的名称（默认用活动的名称）")
    parser.add_argument(
        "--by",
        choices=tuple(PARTS),
        default="criterion",
        help="汇编怎样分篇：" + "，".join(f"{name} {said}" for name, said in PARTS.items()) + "（默认按标准）",
    )
    parser.add_argument(
        "--form", nargs="?", const="", metavar="NAME", help="填 docs/forms 里的一张表；不写表名就列出有哪些"
    )


def run(arguments: argparse.Namespace) -> int:
    docs: Path = arguments.docs_dir
    if not docs.is_dir():
        return wrong(f"没有这个内容文件夹：{docs}")
    if arguments.form == "":
        return _list(docs)
    target: Path | None = arguments.output
    if target is None:
        return wrong("写到哪里？加上 -o 文件名，如 -o 案例.docx。")
    format = arguments.format or target.suffix.lower().lstrip(".")
    if format not in WRITERS:
        return wrong(f"「{target.name}」看不出是哪种格式：文件名以 .docx 或 .pdf 结尾，或加 --format。")
    if arguments.form is not None:
        return _form(arguments, docs, target) if format == "docx" else wrong("表只有 Word 格式，用 -o 表名.docx。")
    if bool(arguments.records) == arguments.all:
        return wrong("写明导出哪些案例，或加 --all 导出全部，两样选一样。")
    return _export(arguments, docs, target, format)


def _export(arguments: argparse.Namespace, docs: Path, target: Path, format: str) -> int:
    from campaign import Severity
    from exporting import choosing
    from exporting.exporter import Exporter
    from rounds import Settings
    from source.docs_folder import read_docs
    from source.preparation import Refused, prepare
    from source.revision import revision

    config = Settings(ROOT, docs.resolve(), False).config
    try:
        prepared = prepare(read_docs(docs), site_url=config.site_url or "", revision=revision(docs))
    except Refused as refused:
        errors = [one for one in refused.diagnostics if one.severity is Severity.ERROR]
        for one in errors:
            print(one, file=sys.stderr)
        print(f"内容有 {len(errors)} 个错误，没有导出。", file=sys.stderr)
        return 1
    site = prepared.site
    try:
        records = choosing.every_case(site) if arguments.all else choosing.chosen(site, docs, arguments.records)
    except choosing.NotShown as error:
        return wrong(str(error))
    if not records:
        return wrong("没有已发布的案例，没有可导出的内容。")
    print(f"正在导出 {len(records)} 份内容……", file=sys.stderr, flush=True)
    exporter = Exporter(prepared, docs, config)
    if len(records) == 1 and not arguments.all:
        made = exporter.one(records[0], format)
    else:
        made = exporter.book(records, format, arguments.title, arguments.by)
    for said in made.said:
        print(said, file=sys.stderr)
    return _put(made.data, target)


def _form(arguments: argparse.Namespace, docs: Path, target: Path) -> int:
    from campaign import derive, has_errors, load
    from exporting import forms
    from source.docs_folder import read_docs

    records, findings = load(read_docs(docs))
    if records.campaign is None or has_errors(findings):
        return wrong("内容有错误，先运行 check 改好，再填表。")
    try:
        data = forms.made(docs, derive(records), arguments.form, arguments.records)
    except (forms.Unknown, forms.Refused) as error:
        return wrong(str(error))
    return _put(data, target)


def _list(docs: Path) -> int:
    from campaign.files import FORMS
    from exporting import forms

    names = forms.available(docs)
    print("\n".join(names) if names else f"{docs / FORMS} 里还没有表。")
    return 0


def _put(data: bytes, target: Path) -> int:
    """Writes a file whole; the exit status."""
    import writing

    try:
        writing.replace(target, data)
    except OSError as error:
        return wrong(f"写不到 {target}：{error.strerror or error}。换一个地方，或先关掉打开着它的程序。")
    print(f"已写到 {target}", file=sys.stderr)
    return 0

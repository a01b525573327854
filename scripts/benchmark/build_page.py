"""What was measured of builds as a guide page of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from . import build_tables
from .build_tables import Table
from .cells import bar, cell, markdown

Measured = Mapping[str, Any]
ORDER = 90
FRESH_YEARS = 1
COMMAND = "python3 scripts/manage.py bench build --cases 250,2000 --peers 文件夹 --page docs/guide/benchmark.md"
HOW = """\
- **内容**：同一批虚构的示例记录，由 `sample` 命令写出；每个工具有自己的一份。
- **从头生成**：先删去上一次生成的网站和缓存。
- **改一篇正文**：给一篇案例的正文添一句，再生成。
- **新增一篇**：添一篇案例，再生成。
- **改一条标准的标题**：许多案例提到这条标准，凡写着它标题的网页都要跟着变。
- 每一遍改的都不同，所以不必改回去。本站只重做受影响的部分；没有这种办法的工具，改了以后也是整个重新生成。
- **时间**：从启动命令到命令结束。**处理器时间**：命令和它启动的全部进程合计，多核并行时可以比时间长。
- **内存峰值**：全部进程合计，共用的部分只算一次；在 Linux 上至多每 0.1 秒看一次，几个进程同时一闪而过的看不到。\
别的系统上只算最大的一个进程，或者量不了。"""
HOW_READ = """
- **浏览器**：什么都没有缓存时打开一篇案例，等到不再取东西，再查一个词；字节是按 gzip 压缩后发送的。"""


def as_page(measured: Measured) -> str:
    """The text of a record of kind guide, with its front matter; nothing in it but text and tables."""
    return "\n".join([*_front(measured), *_body(measured)]) + "\n"


def _front(measured: Measured) -> Iterator[str]:
    on = date.fromisoformat(measured["on"])
    yield "---"
    yield "title: 生成一遍网站要多久"
    yield "owner: 内容维护人"
    # Never the 29th of February, which the next year may lack.
    yield f"review_by: {on.replace(year=on.year + FRESH_YEARS, day=min(on.day, 28))}"
    yield f"order: {ORDER}"
    yield "summary: 从头生成、改一处再生成，各要多少时间、处理器时间和内存，与同类工具在同一台机器上并排量得；附量法和重量的命令。"
    yield "---"


def _body(measured: Measured) -> Iterator[str]:
    yield from _text(
        f"{_said(measured['on'])}量得。这一页由 `bench` 命令写成，不要手改；要更新，就[重量一遍](#again)。"
    )
    largest = measured["sizes"][-1]
    yield from _heading(f"一眼看去：{largest['cases']:,} 个案例", "glance")
    for title, engines in build_tables.cold_and_edited(largest, measured):
        most = max((seconds.median for _, seconds in engines), default=0.0)
        rows = [(name, [cell(seconds, 2), bar(seconds.median, most)]) for name, seconds in engines]
        yield from _table(Table(title, ["秒", "图"], rows))
    targets = build_tables.of_targets(measured)
    if targets:
        yield from _heading("目标", "targets")
        yield from _text("能从这次量得的数字里看出来的目标，都列在这里，达到没有达到都写。")
        yield from _table(targets)
    for size in measured["sizes"]:
        yield from _heading(f"{size['cases']:,} 个案例的全部数字", f"cases-{size['cases']}")
        yield from _text(f"连同标准、单位、承诺等，记录共 {size['records']:,} 条。")
        yield from _text(*build_tables.remarks_of(size, measured))
        for table in build_tables.of_size(size, measured):
            yield from _table(table)
    growth = build_tables.of_growth(measured)
    if growth:
        yield from _heading("案例多了会怎样", "growth")
        yield from _text(
            "开销若与案例数目成正比，指数就是 1；大于 1，案例越多，每个案例摊到的开销越大。"
            "“全部规模”是各规模的中位数取对数以后按最小二乘法求得的斜率，“首尾”只看最小和最大两个规模。"
            "两样都含与案例无关的固定开销，规模小时偏低。"
        )
        yield from _table(growth)
    yield from _how(measured)
    yield from _peers(measured)
    yield from _heading("重量一遍", "again")
    yield from _text(
        "同类工具装在哪个虚拟环境里，就把那个文件夹写在 `--peers` 后面；没有装的不量，会写明。",
        f"```text\n{COMMAND}\n```",
        "时间随机器和当时的忙闲而变，不同机器上的数字不要直接比；同一遍里的倍数比较稳定。",
    )


def _how(measured: Measured) -> Iterator[str]:
    read = any("view" in one for size in measured["sizes"] for one in size["engines"].values())
    how = HOW + HOW_READ if read else HOW
    yield from _heading("怎样量的", "how")
    yield from _text(f"机器：{_machine(measured['machine'])}。", *build_tables.remarks(measured)[:1], how)


def _peers(measured: Measured) -> Iterator[str]:
    yield from _heading("量的是谁", "peers")
    if len(measured["titles"]) > 1:
        yield from _text(
            "各工具做的事并不一样多，比数字以前先看它做什么。量以前，每个工具都用很少的内容生成过一次，不计。"
        )
    yield ""
    for name, title in measured["titles"].items():
        version = measured["versions"].get(name)
        yield f"- **{title}**{f'（{version}）' if version else ''}：{measured['does'][name]}"
    yield from _text(*measured["notes"], *measured["missing"].values())


def _heading(title: str, id: str) -> Iterator[str]:
    yield ""
    yield f"## {title} {{#{id}}}"


def _text(*paragraphs: str) -> Iterator[str]:
    for paragraph in paragraphs:
        yield ""
        yield paragraph


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield from markdown(table.title, table.heads, table.rows)


def _said(on: str) -> str:
    day = date.fromisoformat(on)
    return f"{day.year}年{day.month}月{day.day}日"


def _machine(machine: Measured) -> str:
    memory = f"，内存 {machine['memory'] / 2**30:.0f} GB" if machine["memory"] else ""
    return f"{machine['system']}，{machine['processor']}，{machine['cores']} 个核{memory}，Python {machine['python']}"

#!/usr/bin/env python3
"""The one command people run: ``python3 scripts/manage.py <command>``.

Standard library only. Makes ``.venv`` beside the project when it is missing or out of date,
then runs the command in it; nothing needs to be activated. Exit status: 0 fine, 1 the
content or a check failed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

COMMANDS = {
    "serve": "在本机预览网站，改了内容会自动更新",
    "build": "生成网站",
    "check": "检查内容，不生成网站",
    "new": "按模板新建一条记录",
    "import": "把 Word 文件变成案例草稿",
    "clean": "清掉附件里看不见的作者、拍摄地点等信息",
    "desk": "在浏览器里填表编辑，不用懂 Markdown",
    "approve": "审签案例，签的就是现在的文本",
    "withdraw": "撤下已发布的案例，暂停展示或撤销",
    "restore": "恢复撤下的案例，重新审核",
    "register": "打印发布登记、每月汇总和审查表",
    "export": "导出 Word、PDF，或填好一张表，供开会和报送",
    "publish": "把网站发布到服务器、共享文件夹或 U 盘",
    "releases": "看发布过哪些版本，现在是哪个",
    "rollback": "退回以前发布的版本",
    "webserver": "写出 nginx 或 IIS 的配置",
    "sample": "生成大批示例内容，供试验用",
    "stage": "写出不依赖本站程序的 Markdown 内容和配置",
    "wheelhouse": "下载安装包，供没有网络的机器使用",
    "bench": "测量检索和生成的开销，与同类工具并排",
    "test": "运行全部测试",
}


def _parser() -> argparse.ArgumentParser:
    from commands import ChineseParser

    parser = ChineseParser(
        prog="manage.py", description="争优：创先争优活动知识站。", epilog="每个命令都可以加 --help 看说明。"
    )
    parser.add_argument("--wheelhouse", metavar="DIR", type=Path, help="从这个文件夹安装所需的包，不访问网络")
    subparsers = parser.add_subparsers(dest="command", metavar="命令", parser_class=ChineseParser)
    for name, about in COMMANDS.items():
        module = importlib.import_module(f"commands.{name}")
        sub = subparsers.add_parser(name, help=about, description=about + "。")
        sub.add_argument("--wheelhouse", metavar="DIR", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        module.add_arguments(sub)
        sub.set_defaults(module=module)
    return parser


def main(argv: list[str]) -> int:
    """The exit status of a command line: 0, 1 or 2 as told above, 130 where the command was interrupted.

    Without command the help is shown.
    """
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may be set to another code page; a clerk must never see a codec's traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.version_info < (3, 11):  # noqa: UP036  an old Python must get a sentence, not a syntax error
        print(f"需要 Python 3.11 或更新的版本，这里是 {sys.version.split()[0]}。", file=sys.stderr)
        return 2
    import environment
    import surprise

    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command is None:
        parser.print_help()
        return 2 if argv else 0
    module = arguments.module
    locks = getattr(module, "LOCKS", environment.RUN)
    if not locks or environment.is_current(ROOT):
        if locks:
            sys.path.insert(0, str(ROOT / "hooks"))
        try:
            return int(module.run(arguments))
        except KeyboardInterrupt:
            print("\n已停止。", file=sys.stderr)
            return 130
        except Exception as error:  # the boundary: whatever it is, a clerk gets a sentence
            surprise.tell(error, f"运行 {arguments.command} ")
            return 1
    try:
        python = environment.prepare(ROOT, locks, arguments.wheelhouse)
    except environment.Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    return environment.run_in(python, [str(Path(__file__).resolve()), *argv])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""``wheelhouse DIR``: every package the site needs, for machines that have no network."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from pathlib import Path

import environment
import tarballs
import wheels
from publishing import manifest

from commands import ROOT, wrong

SUMS = "SHA256SUMS"
NOTE = "说明.txt"
OLDEST = 11
# What a wheelhouse is made of, besides the list of it all.
_KINDS = ("*.whl", f"{tarballs.FOLDER}/*", "requirements*.txt", NOTE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dir", type=Path, metavar="DIR", help="下载到哪个文件夹")
    parser.add_argument(
        "--platform",
        action="append",
        choices=wheels.PLATFORMS,
        metavar="NAME",
        help=f"给哪种机器用，可以写多次（{'、'.join(wheels.PLATFORMS)}；默认全部）",
    )
    parser.add_argument(
        "--python",
        action="append",
        metavar="3.N",
        help=f"那台机器的 Python 版本，可以写多次（默认和这台机器相同，{_this_minor()}）",
    )


def run(arguments: argparse.Namespace) -> int:
    target: Path = arguments.dir
    platforms = [wheels.PLATFORMS[name] for name in arguments.platform or wheels.PLATFORMS]
    pythons: list[str] = list(dict.fromkeys(arguments.python or [_this_minor()]))
    for python in pythons:
        number = re.fullmatch(r"3\.(\d{1,3})", python)
        if number is None or int(number[1]) < OLDEST:
            return wrong(f"--python 应当写 3.{OLDEST} 或更新的版本，例如 {_this_minor()}，不是 {python}。")
    try:
        target.mkdir(parents=True, exist_ok=True)
        # Its list comes last: a folder without one is not whole.
        (target / SUMS).unlink(missing_ok=True)
        lacking = _fetch_wheels(target, platforms, pythons)
        if lacking:
            print("\n".join(lacking), file=sys.stderr)
            return 1
        npm = _fetch_page_tools(target)
        for name in environment.TEST:
            shutil.copyfile(ROOT / name, target / name)
        note = _note([one.title for one in platforms], pythons, tested=npm)
        # Windows' own editor takes it for what it is only so.
        (target / NOTE).write_text(note, encoding="utf-8-sig", newline="\r\n")
        files = sorted(path for kind in _KINDS for path in target.glob(kind))
        listed = manifest.text({path.relative_to(target).as_posix(): manifest.digest_of(path) for path in files})
        (target / SUMS).write_text(listed, encoding="utf-8", newline="\n")
    except (wheels.Unreached, tarballs.Broken) as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"写不进 {target}：{error.strerror or type(error).__name__}。", file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"下载好了：{len(files)} 个文件，{size:.0f} MB。连同项目一起拷到没有网络的机器上，怎样用见 {target / NOTE}。")
    return 0


def _this_minor() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _fetch_wheels(target: Path, platforms: list[wheels.Platform], pythons: list[str]) -> list[str]:
    """What has no wheel for one of these machines, a sentence each."""
    lists = [(ROOT / name).read_text(encoding="utf-8") for name in environment.TEST]
    lacking = []
    for platform in platforms:
        for python in pythons:
            needed = wheels.needed(lists, platform, python)
            count = sum(map(len, needed.values()))
            print(f"正在下载 {platform.title}、Python {python} 的 {count} 个包……", file=sys.stderr, flush=True)
            for full, packages in needed.items():
                lacking += [
                    f"{pin} 没有 {platform.title}、Python {python} 的安装包。"
                    for pin in wheels.fetch(packages, platform, full, target)
                ]
    return lacking


def _fetch_page_tools(target: Path) -> bool:
    npm = shutil.which("npm")
    if npm is None:
        print("这台机器没有 npm，没有下载网页测试工具；只有 test 命令用得着它们。", file=sys.stderr)
        return False
    print("正在下载网页测试工具……", file=sys.stderr, flush=True)
    tarballs.gather(npm, ROOT / "tests", target / tarballs.FOLDER)
    return True


def _note(platforms: list[str], pythons: list[str], *, tested: bool) -> str:
    lines = [
        "争优：给没有网络的机器用的安装包",
        "",
        f"适用的机器：{'、'.join(platforms)}；Python {'、'.join(pythons)}（64 位，python.org 或系统自带的均可）。",
        f"Linux 要有 glibc 2.{wheels.GLIBC_MINOR} 或更新的版本，用 ldd --version 看。",
        "Debian、统信UOS、麒麟还要装系统自带的 python3-venv。pip 不用另装，它在 Python 自带的 venv 里。",
        "",
        "用法：把项目和这个文件夹拷到那台机器上，在项目文件夹里运行（“安装包”换成这个文件夹的位置）：",
        "",
        "  Windows：py scripts\\manage.py build --wheelhouse 安装包",
        "  Linux：  python3 scripts/manage.py build --wheelhouse 安装包",
        "",
        "第一次会建立运行环境，以后不必再写 --wheelhouse。发布用的 webserver、publish、releases、rollback，也只在其中第一次加 --wheelhouse。",
        "安装时会逐个核对安装包的 SHA-256，和项目里的清单不符就不装。",
    ]
    if tested:
        lines.append("运行全部测试：test --wheelhouse 安装包。浏览器、Node.js 等程序要用那台机器的系统安装盘装。")
    lines += [
        "",
        f"想先核对拷贝是否完整：Linux 在这个文件夹里运行 sha256sum -c {SUMS}；",
        f"Windows 用 certutil -hashfile 文件名 SHA256，和 {SUMS} 里的对照。",
    ]
    return "\n".join(lines) + "\n"

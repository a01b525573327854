"""What ``publish``, ``releases`` and ``rollback`` do: from a target's name to what is told of it."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from publishing import Misasked, Refused, binding, gates, iis, materials, nginx, package, readback, settings, troubles
from publishing.settings import Settings
from publishing.targets import Confirm, Target
from publishing.targets.opening import open_target

# What a target promises whatever goes wrong on the way.
OLD = "读者看到的还是原来的版本。"


@dataclass(frozen=True)
class Asked:
    """The target as it was named on the command line, and what was said there in place of its entry."""

    target: str
    config: Path
    url: str | None = None
    keep: int | None = None

    def settings(self) -> Settings:
        """The target's settings. Misasked for what cannot be: no such target, an address that is none."""
        found = settings.find(self.target, self.config)
        if self.url is not None:
            found = replace(found, url=settings.web_address(self.url))
        if self.keep is not None:
            if self.keep < 1:
                raise Misasked("--keep 至少是 1。")
            found = replace(found, keep=self.keep)
        return found


def publish(root: Path, site: Path, asked: Asked, *, allow_shrink: bool) -> int:
    """The exit status of ``publish``: 0, 1 where it was refused or failed, 2 where it was asked for wrongly.

    What went wrong is said in Chinese where errors go.
    """
    with _Sentences(OLD) as outcome:
        found = asked.settings()
        _refuse_overlap(found, site)
        target = open_target(found, _say)
        confirm = _confirm(target, found)
        _say(f"正在核对 {site} ……")
        build = gates.passed(site)
        files = binding.bind(build.files, found.url, served=target.served, dated=build.dated)
        if target.compressed:
            _say("正在压缩……")
            files = package.compressed(files)
        packed = package.Package(files, build.report, materials.bill(root), build.pages)
        release = target.publish(packed, confirm, allow_shrink=allow_shrink)
        print(f"已发布：{release.id}，{release.pages} 页 → {found.name}")
        _tell_guarantee(target, found)
    return outcome.status


def releases(asked: Asked) -> int:
    """The exit status of ``releases``: 1, too, where readers see none of them whole."""
    with _Sentences() as outcome:
        found = asked.settings()
        target = open_target(found, _say)
        shelf = target.shelf()
        if not shelf.releases:
            print(f"{found.name} 还没有发布过。")
        for one in reversed(shelf.releases):
            mark = "→" if one.number == shelf.current else " "
            print(f"{mark} {one.id}  {_moment(one.published)}  {one.pages} 页")
        if shelf.releases and shelf.current is None:
            _say("读者现在看到的不是上面任何一个完整的版本。请再发布一次，或退回到其中一个。")
            outcome.status = 1
        _tell_guarantee(target, found)
    return outcome.status


def rollback(asked: Asked, written: str | None) -> int:
    """The exit status of ``rollback``. ``written``: the release as it was typed, None for the one before."""
    with _Sentences(OLD) as outcome:
        found = asked.settings()
        target = open_target(found, _say)
        release = target.rollback(_number(written), _confirm(target, found))
        print(f"已退回：{release.id}，{release.pages} 页 → {found.name}")
    return outcome.status


def webserver(server: str, asked: Asked, output: Path | None) -> int:
    """The exit status of ``webserver``. The configuration goes to a file, or is printed."""
    with _Sentences() as outcome:
        found = asked.settings()
        target = open_target(found, _say)
        if not target.served or found.scheme == "s3":
            raise Misasked(f"{found.name} 不经过要配置的网页服务器。")
        if server == "nginx":
            place = str(Path(found.place).absolute()) if found.scheme == "file" else found.place
            folder = f"{place}/current" if target.compressed else place
            made = nginx.configuration(folder, found.url, precompressed=target.compressed)
        else:
            made = iis.web_config().decode("utf-8")
        if output is None:
            print(made, end="")
        else:
            output.write_text(made, encoding="utf-8", newline="\n")
            print(f"已写到 {output}。")
    return outcome.status


class _Sentences:
    """What went wrong becomes a sentence, and the exit status: 2 for what could not be asked for, else 1.

    ``after`` is what can be said whatever the system complained of.
    """

    def __init__(self, after: str = "") -> None:
        self.status = 0
        self._after = after

    def __enter__(self) -> _Sentences:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, Refused):
            _say(str(error))
        elif isinstance(error, OSError):
            _say(f"没有做成：{troubles.meaning(error)}。{self._after}")
        else:
            return False
        self.status = 2 if isinstance(error, Misasked) else 1
        return True


def _confirm(target: Target, found: Settings) -> Confirm:
    """Refused, before anything is switched, if nobody answers at the site's address."""
    if not found.url or not target.served:
        return readback.no_confirmation
    reader = readback.Reader(found.url, found.options.get("ca", ""))
    reader.reach()
    return reader.confirm


def _refuse_overlap(found: Settings, site: Path) -> None:
    """A build replaces the whole of its folder: what was published there would go with it."""
    if found.scheme not in ("file", "zip"):
        return
    place, built = Path(found.place).resolve(), site.resolve()
    if place == built or place in built.parents or built in place.parents:
        raise Misasked(
            f"发布到的文件夹 {place} 和网站文件夹 {built} 不能互相包含：下次生成会把它替换掉。请换一个文件夹。"
        )


def _number(written: str | None) -> int | None:
    """A release as people name it: its number, or its whole name."""
    if written is None:
        return None
    named = re.fullmatch(r"0*(\d+)(-[0-9a-f]{8})?", written)
    if named is None:
        raise Misasked(f"{written} 不是版本。用 releases 看有哪些版本，写它的号，例如 12。")
    return int(named[1])


def _tell_guarantee(target: Target, found: Settings) -> None:
    print(f"保证：{target.guarantee}")
    if target.served and not found.url:
        print("没有写网站地址（url），所以没有从网站上读回核对，也没有网站地图；在 publish.yml 里写上更稳妥。")


def _moment(published: str) -> str:
    """An ISO 8601 moment in the words of the publisher's own clock."""
    return datetime.fromisoformat(published).astimezone().strftime("%Y-%m-%d %H:%M")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)

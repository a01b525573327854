"""Whether a folder is another kind of target already, or somebody's build: two in one would break each other."""

from __future__ import annotations

from publishing import Refused, manifest
from publishing.targets import layout
from publishing.targets.folders import Folder

RELEASES, POINTER, IN_PLACE, ZIP = "releases", "pointer", "in-place", "zip"

_KINDS = {
    RELEASES: "按 releases 布局发布的网站",
    POINTER: "按 pointer 布局发布的网站",
    IN_PLACE: "按 in-place 布局发布的网站",
    ZIP: "zip: 的压缩包",
}
_BUILD = "build 生成的网站（不是发布的地方）"


def refuse(folder: Folder, kind: str, place: str) -> None:
    """Refused if the folder holds another kind than ``kind``. Only looks."""
    found = _found(folder)
    if found not in ("", kind):
        raise Refused(f"{place} 里已经有{_KINDS.get(found, found)}，没有发布。请换一个空文件夹。")


def _found(folder: Folder) -> str:
    there = folder.names("")
    if manifest.FOLDER not in there:
        # The hidden folder is what all others have.
        return RELEASES if there.keys() & layout.OURS - {layout.LOG} else ""
    hidden = folder.names(manifest.FOLDER)
    if "lock" not in hidden:
        return _BUILD if manifest.REPORT.rpartition("/")[2] in hidden else ""
    if hidden.keys() & {"store", "releases"}:
        return IN_PLACE
    if any(name.startswith("zhengyou") and name.endswith(".zip") for name in there):
        return ZIP
    return POINTER if there.get(layout.RELEASES) else ""

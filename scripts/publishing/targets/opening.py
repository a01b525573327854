"""From settings to the target that they mean. Its module is loaded when it is wanted: some need a library."""

from __future__ import annotations

import os

from publishing import Refused
from publishing.settings import Settings
from publishing.targets import Say, Target


def open_target(settings: Settings, say: Say) -> Target:
    """The target of these settings, not reached yet. Refused where this machine, or that layout, cannot serve it."""
    layout = settings.options.get("layout") or (
        "pointer" if settings.scheme == "smb" or os.name == "nt" else "releases"
    )
    if settings.scheme == "ssh":
        from publishing.targets.ssh import Ssh

        return Ssh(settings, say=say)
    if settings.scheme == "zip":
        from publishing.targets.zip import Zip

        return Zip(settings, say=say)
    if settings.scheme == "s3":
        from publishing.targets.s3 import S3

        return S3(settings, say=say)
    if layout == "releases":
        if settings.scheme == "smb" or os.name == "nt":
            raise Refused("Windows 文件夹和文件共享上不能用 releases 布局，请写 pointer 或 in-place。")
        from publishing.targets.posix import Posix

        return Posix(settings, say=say)
    from publishing.targets.pointer import Pointer
    from publishing.targets.replacing import Replacing

    return Pointer(settings, say=say) if layout == "pointer" else Replacing(settings, say=say)

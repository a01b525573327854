"""From settings to the folder that they mean, on this machine or on a share."""

from __future__ import annotations

from pathlib import Path

from publishing.settings import Settings
from publishing.targets.folders import Folder, Local


def open_folder(settings: Settings) -> Folder:
    """The folder that is published to. Refused if it cannot be reached."""
    if settings.scheme == "smb":
        from publishing.targets.share import Share  # with a library that only a share needs

        return Share(settings)
    return Local(Path(settings.place))

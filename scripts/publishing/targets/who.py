"""Who publishes: for the log, and for whoever finds the lock taken."""

from __future__ import annotations

import getpass
import socket


def who_is_here() -> str:
    """``user@machine``."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without a name; Windows has no other way to ask
        user = "?"
    return f"{user}@{socket.gethostname()}"

"""A place without network: a namespace of the kernel's with nothing but loopback, or the next best thing."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import struct
import subprocess

# Who is not root may have a network of their own only as a user of their own; they keep what it takes to raise loopback.
UNSHARE = ("unshare", "--net", *(() if os.geteuid() == 0 else ("--map-current-user", "--keep-caps")))
# Where the kernel gives no namespace: whatever asks for more than loopback is led to a port where nobody listens.
NOWHERE = {
    "PIP_NO_INDEX": "1",
    **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9/"),
    "no_proxy": "127.0.0.1",
}
NOWHERE_IN_CHROMIUM = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
# An address that is kept for documentation, so nobody's.
_OUTSIDE = ("192.0.2.1", 80)
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1


def refusal() -> str:
    """Why the kernel gives no namespace; empty where it does."""
    try:
        return subprocess.run([*UNSHARE, "true"], capture_output=True, text=True, check=False).stderr.strip()
    except OSError as error:
        return str(error)


def enter() -> None:
    """Raises loopback in a namespace that has just been made, and makes sure that no way leads out of it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        asked = struct.pack("16sH14x", b"lo", 0)
        _, flags = struct.unpack("16sH14x", fcntl.ioctl(any_socket, _SIOCGIFFLAGS, asked))
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", flags | _IFF_UP))
    with socket.socket() as outward:
        assert outward.connect_ex(_OUTSIDE) == errno.ENETUNREACH, "this is no place without network"

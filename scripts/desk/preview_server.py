"""Serves the previewed site on a loopback port of its own, under an address that cannot be guessed.

Another port is another origin, so no script of a previewed page can read or send anything of the desk's;
and its pages may be framed by the desk alone.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from preview import HOST, TRIES, Handler

# The site asks nothing of the outside; its theme needs inline scripts and styles, and Material a worker.
_POLICY = (
    "default-src 'self' 'unsafe-inline' data: blob:; form-action 'none'; base-uri 'self'; object-src 'none'; "
    "frame-ancestors {desk}"
)


class PreviewServer:
    """``origin`` is where the pages come from; ``address`` is the site's root, with a slash at its end.

    It listens on ``port``, or one of the next, or any that is free. OSError where there is none.
    """

    def __init__(self, site: Path, port: int, desk_port: int) -> None:
        desk = " ".join(f"http://{name}:{desk_port}" for name in (HOST, "localhost"))
        prefix = f"/{secrets.token_urlsafe(18)}/"
        settings = partial(_Handler, prefix, _POLICY.format(desk=desk), directory=str(site))
        self._server = _bound(settings, port)
        self.port: int = self._server.server_port
        self.origin = f"http://{HOST}:{self.port}"
        self.address = self.origin + prefix
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Ends it; the port is free afterwards."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves a page hangs up; nobody needs a traceback of that."""


class _Handler(Handler):
    def __init__(self, prefix: str, policy: str, *arguments: object, **settings: object) -> None:
        self._prefix = prefix
        self._policy = policy
        super().__init__(*arguments, **settings)  # type: ignore[arg-type]

    def send_head(self):  # type: ignore[no-untyped-def]
        assert isinstance(self.server, _Server)
        port = self.server.server_port
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or hosts[0].lower() not in (f"{HOST}:{port}", f"localhost:{port}"):
            self.send_error(421, explain="请用编辑台里的地址打开。")
            return None
        if not hmac.compare_digest(self.path[: len(self._prefix)].encode(), self._prefix.encode()):
            self.send_error(403, explain="请从编辑台里打开预览。")
            return None
        self.path = "/" + self.path[len(self._prefix) :]
        here = Path(self.translate_path(self.path))
        ends = self.path.partition("?")[0].endswith("/")
        if here.is_dir() and not (ends and (here / "index.html").is_file()):
            # What the library would answer leads to an address without the prefix, or lists the folder.
            self.send_error(404)
            return None
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self._policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        super().end_headers()


def _bound(handler: partial[_Handler], port: int) -> _Server:
    """A server on the port or one of the next; on any that is free where those are taken."""
    for candidate in (*range(port, min(port + TRIES, 65536)), 0):
        try:
            return _Server((HOST, candidate), handler)
        except OSError:
            continue
    raise OSError("no free port")

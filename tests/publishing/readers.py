"""Readers in processes of their own, who open pages without end, and soon after each page what it names.

Run as a program it is one reader, and needs nothing of the project; :class:`Readers` starts several and sums up.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import IO, Any
from urllib.parse import quote, urljoin, urlsplit

_NAMED = re.compile(rb'(?:href|src)="([^"]+)"')
# Seconds from a page to what it names: a browser's first request, and a slow one's.
PATIENCE = 0.02
# Where a publication follows the other, assets are there for so many more of them, and that may be no time: whoever
# was kept from running for longer than this is not judged.
LATE = 0.1


@dataclass
class Seen:
    """Pages and assets read whole, and what was wrong: another status than 200, a body that no site has."""

    pages: int = 0
    assets: int = 0
    # Assets that were asked for too late to say.
    late: int = 0
    # How many pages of each site, by its place in the list of sites.
    of_site: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


class Readers:
    """``with Readers(url, sites) as readers: …``, then ``readers.seen``. Every body must be one of the sites' files;
    a page's assets must be those of the page's own site."""

    def __init__(self, url: str, sites: Iterable[Mapping[str, bytes]], count: int = 2) -> None:
        digests = [{path: sha256(data).hexdigest() for path, data in site.items()} for site in sites]
        self.told = (json.dumps({"url": url, "sites": digests}) + "\n").encode()
        self.count = count
        self.seen = Seen()

    def __enter__(self) -> Readers:
        self._processes = [
            subprocess.Popen([sys.executable, "-I", __file__, str(seed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            for seed in range(self.count)
        ]
        for process in self._processes:
            assert process.stdin and process.stdout
            process.stdin.write(self.told)
            process.stdin.flush()
            process.stdout.readline()  # it has read its first page
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            told = json.loads(process.communicate()[0])
            self.seen.pages += told["pages"]
            self.seen.assets += told["assets"]
            self.seen.late += told["late"]
            self.seen.problems += told["problems"]
            for name, count in told["of_site"].items():
                self.seen.of_site[name] = self.seen.of_site.get(name, 0) + count


def _read(url: str, sites: list[dict[str, str]], until: IO[Any], seen: Seen, chance: random.Random) -> None:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)

    def get(path: str) -> tuple[int, bytes]:
        try:
            connection.request("GET", parts.path + quote(path))
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            return 0, repr(error).encode()

    pages = [path for path in sites[0] if path.endswith(".html")]
    while not select.select([until], [], [], 0)[0]:
        page = chance.choice(pages)
        status, body = get(page)
        digest = sha256(body).hexdigest()
        site = next((number for number, files in enumerate(sites) if files.get(page) == digest), None)
        if status != 200 or site is None:
            seen.problems.append(f"{time.time():.3f} {page}: {status} {body[:60]!r}")
            continue
        seen.pages += 1
        seen.of_site[str(site)] = seen.of_site.get(str(site), 0) + 1
        if seen.pages == 1:
            print(flush=True)
        opened = time.monotonic()
        time.sleep(chance.random() * PATIENCE)
        for named in _NAMED.findall(body):
            asset = urljoin(page, named.decode())
            status, data = get(asset)
            if time.monotonic() - opened > LATE:
                seen.late += 1
            elif status != 200 or sites[site].get(asset) != sha256(data).hexdigest():
                seen.problems.append(f"{time.time():.3f} {page} of site {site} names {asset}: {status} {data[:60]!r}")
            else:
                seen.assets += 1


def main() -> None:
    told = json.loads(sys.stdin.buffer.readline())
    seen = Seen()
    _read(told["url"], told["sites"], sys.stdin.buffer, seen, random.Random(int(sys.argv[1])))
    print(json.dumps(vars(seen)))


if __name__ == "__main__":
    main()

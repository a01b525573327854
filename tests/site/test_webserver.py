"""The built site under the configuration that is shipped for nginx: strict headers, right caching, no complaint."""

from __future__ import annotations

import gzip
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, expect
from publishing import Refused, binding, headers, names, nginx
from publishing.manifest import digest_of, files_of
from publishing.package import Content, compressed

from tests.publishing.nginx import serving

from .conftest import KINDS
from .test_browser import Watch

MIME_TYPES = Path("/etc/nginx/mime.types")
# They lie in the folder, and are for nobody.
HIDDEN = (".release/report.json", "cases/.hidden", "web.config")


class Served(NamedTuple):
    url: str
    folder: Path


@pytest.fixture(scope="module", params=["/", "/party/zy/"], ids=["root", "sub-path"])
def served(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site bound to its address, compressed, and served by nginx as it is told to."""
    own = tmp_path_factory.mktemp("nginx")
    folder = own / "已发布 current"
    shutil.copy(MIME_TYPES, own)

    def server(port: int) -> str:
        url = f"http://127.0.0.1:{port}{request.param}"
        files = {
            path: Content(digest_of(file), Path(file).stat().st_size, Path(file))
            for path, file in files_of(site)
            if not path.startswith(".")
        }
        bound = binding.bind(files, url, served=True, dated=date(2026, 1, 2))
        for path, content in compressed(bound).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content.read())
        for path in HIDDEN:
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text("{}", encoding="utf-8")
        made = nginx.configuration(str(folder), url, precompressed=True)
        assert f"listen {port};" in made
        return made.replace(f"listen {port};", f"listen 127.0.0.1:{port};")

    with serving(own, server) as url:
        yield Served(url[:-1] + request.param, folder)


def _get(url: str, **asked: str) -> HTTPResponse:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    connection.request(
        "GET", quote(parts.path, safe="/%"), headers={key.replace("_", "-"): one for key, one in asked.items()}
    )
    return connection.getresponse()


def test_every_kind_of_page_opens_without_a_complaint(browser: Browser, served: Served) -> None:
    """The console tells each violation of the policy."""
    watch = Watch(browser, served.url)
    watch.context.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective))"
    )
    for path in KINDS.values():
        page = watch.open(path)
        assert page.locator("h1").count() == 1, path
    watch.page.wait_for_timeout(300)
    watch.close()
    assert watch.trouble == []


def test_the_policy_is_in_force(browser: Browser, served: Served) -> None:
    page = browser.new_page()
    page.goto(served.url + "index.html")
    ran = page.evaluate(
        """async () => {
          const script = document.createElement('script'); script.textContent = 'window.ran = 1'
          document.body.append(script); document.body.setAttribute('style', 'opacity: 0')
          await new Promise(done => setTimeout(done, 50))
          return [window.ran || 0, getComputedStyle(document.body).opacity]
        }"""
    )
    page.close()
    assert ran == [0, "1"]


def test_search_and_colours_work_under_the_policy(browser: Browser, served: Served) -> None:
    watch = Watch(browser, served.url)
    page = watch.open("search.html?q=" + quote("党员"))
    expect(page.locator(".zy-result")).to_have_count(10)
    schemes = set()
    for _ in range(3):
        page.locator("form[data-md-component=palette] label:visible").click()
        schemes.add(page.locator("body").get_attribute("data-md-color-scheme"))
    assert schemes == {"default", "slate"}
    watch.close()
    assert watch.trouble == []


def test_an_address_that_is_none_gets_the_page_for_it_at_any_depth(browser: Browser, served: Served) -> None:
    for path in ("nothing.html", "cases/2010/nothing/deep.html", "assets/gone.0a1b2c3d.css", "assets/"):
        answer = _get(served.url + path)
        assert answer.status == (403 if path == "assets/" else 404), path
        assert "没有找到这个页面" in answer.read().decode(), path
        assert answer.headers["Content-Security-Policy"] == headers.CSP
        assert answer.headers["Cache-Control"] == headers.REVALIDATED, "it may be there tomorrow"
    page = browser.new_page()
    lost: list[str] = []
    page.on("response", lambda got: got.status >= 400 and lost.append(got.url))
    page.goto(served.url + "cases/2010/nothing/deep.html")
    page.get_by_role("link", name="案例").first.click()
    page.wait_for_url("**/cases/index.html")
    page.close()
    assert lost == [served.url + "cases/2010/nothing/deep.html"]


@pytest.mark.parametrize("path", [*HIDDEN, ".release/"])
def test_nothing_hidden_is_told(served: Served, path: str) -> None:
    assert _get(served.url + path).status == 404


def test_each_file_has_the_headers_it_needs(served: Served) -> None:
    kinds: set[str] = set()
    for file in sorted(served.folder.rglob("*")):
        path = file.relative_to(served.folder).as_posix()
        if not file.is_file() or path in HIDDEN or path.endswith(".gz") or file.suffix in kinds:
            continue
        kinds.add(file.suffix)
        answer = _get(served.url + path)
        assert answer.status == 200 and answer.read() == file.read_bytes(), path
        assert {name: answer.headers[name] for name in headers.HEADERS} == headers.HEADERS, path
        kept = headers.IMMUTABLE if names.is_fingerprinted(path) else headers.REVALIDATED
        assert answer.headers["Cache-Control"] == kept, path
        kind = answer.headers["Content-Type"]
        assert kind != "application/octet-stream", path
        if file.suffix in (".html", ".css", ".js", ".json", ".xml", ".csv", ".ics", ".svg"):
            assert kind.endswith("charset=utf-8"), (path, kind)
    assert {".html", ".css", ".js", ".json", ".xml", ".csv", ".ics", ".svg", ".png"} <= kinds
    assert answer.headers["Server"] == "nginx"  # and not which


def test_who_has_the_file_is_told_so_and_who_has_a_later_one_gets_it(served: Served) -> None:
    """After a rollback a file may be older than a reader's."""
    first = _get(served.url + "index.html")
    assert _get(served.url + "index.html", If_None_Match=first.headers["ETag"]).status == 304
    assert _get(served.url + "index.html", If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT").status == 200


def test_what_is_compressed_is_sent_so_to_who_takes_it(served: Served) -> None:
    plain = _get(served.url + "index.html")
    packed = _get(served.url + "index.html", Accept_Encoding="gzip")
    assert plain.headers["Content-Encoding"] is None and packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding" == plain.headers["Vary"]
    data = packed.read()
    assert len(data) < len(plain.read()) / 2
    assert gzip.decompress(data) == (served.folder / "index.html").read_bytes()


def test_a_folder_leads_to_its_index(served: Served) -> None:
    assert _get(served.url).read() == (served.folder / "index.html").read_bytes()
    assert _get(served.url + "cases/").read() == (served.folder / "cases/index.html").read_bytes()
    bare = _get(served.url[:-1]) if served.url.count("/") > 3 else None
    if bare is not None:
        assert (bare.status, bare.headers["Location"]) == (301, urlsplit(served.url).path)


WRITTEN = {
    "": ["listen 80;", "server_name _;", 'location "/" {', 'error_page 404 403 "/404.html";'],
    "http://web.example/": ["listen 80;", "server_name web.example;", 'location "/" {'],
    "http://web.example:8080/a%20b/": [
        *("listen 8080;", "server_name web.example;", 'location "/a b/" {', 'error_page 404 403 "/a b/404.html";'),
        'location = "/a b" { return 301 "/a b/"; }',
    ],
    "https://web.example/zy/": [
        *("listen 443 ssl;", "server_name web.example;", "ssl_certificate /etc/nginx/zhengyou.crt;"),
        *("ssl_certificate_key /etc/nginx/zhengyou.key;", 'location = "/zy" { return 301 "/zy/"; }'),
    ],
    "https://web.example:8443/": ["listen 8443 ssl;", "server_name web.example;", 'location "/" {'],
}


@pytest.mark.parametrize("url", WRITTEN)
def test_an_address_becomes_what_nginx_listens_to(url: str) -> None:
    made = nginx.configuration('/srv/a "b"\\c/current', url, precompressed=False)
    lines = [line.strip() for line in made.splitlines()]
    assert [line for line in WRITTEN[url] if lines.count(line) != 1] == []
    assert made.count("{") == made.count("}")
    assert r'alias "/srv/a \"b\"\\c/current/";' in lines
    assert "types { text/calendar ics; text/csv csv; application/ofd ofd; }" in lines
    told = Counter(line.split(" ")[0] for line in lines)
    secure = url.startswith("https:")
    assert (told["listen"], told["server_name"], told["ssl_certificate"], told["gzip_static"]) == (1, 1, secure, 0)
    assert told["location"] == 2 + any("301" in line for line in WRITTEN[url])


@pytest.mark.parametrize("folder", ["~/site/current", "www"])
def test_what_nginx_would_look_for_elsewhere_is_refused(folder: str) -> None:
    with pytest.raises(Refused, match=f"找不到文件夹 {folder}：.*从根目录写起"):
        nginx.configuration(folder, "", precompressed=False)


@pytest.mark.parametrize(("folder", "url"), [("/srv/$a", ""), ("/srv/a", "http://web.example/$a/")])
def test_what_nginx_would_read_as_a_variable_is_refused(folder: str, url: str) -> None:
    with pytest.raises(Refused, match=r"带 \$ 的"):
        nginx.configuration(folder, url, precompressed=False)

"""``web.config``: what IIS 8 and later is told of a published site. Written after the manual, not tried on IIS."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from publishing import binding, headers, manifest

FILE = "web.config"

# Folders in which every file has a name that changes with what it holds.
_IMMUTABLE = ("assets/zhengyou", "assets/stylesheets")
_A_YEAR = "365.00:00:00"


def web_config() -> bytes:
    """The file, UTF-8. It lies in the site's own folder, so it needs no address: IIS reads it relative to itself."""
    root = Element("configuration")
    _server(root)
    for folder in _IMMUTABLE:
        server = SubElement(SubElement(root, "location", path=folder), "system.webServer")
        SubElement(
            SubElement(server, "staticContent"),
            "clientCache",
            cacheControlMode="UseMaxAge",
            cacheControlMaxAge=_A_YEAR,
            cacheControlCustom="public, immutable",
        )
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _server(root: Element) -> None:
    server = SubElement(root, "system.webServer")
    custom = SubElement(SubElement(server, "httpProtocol"), "customHeaders")
    SubElement(custom, "remove", name="X-Powered-By")
    for name, value in headers.HEADERS.items():
        SubElement(custom, "remove", name=name)
        SubElement(custom, "add", name=name, value=value)
    static = SubElement(server, "staticContent")
    SubElement(static, "clientCache", cacheControlMode="DisableCache")
    for ending, kind in headers.TYPES.items():
        charset = "; charset=utf-8" if kind in headers.TEXT_TYPES else ""
        SubElement(static, "remove", fileExtension=ending)
        SubElement(static, "mimeMap", fileExtension=ending, mimeType=kind + charset)
    start = SubElement(SubElement(server, "defaultDocument", enabled="true"), "files")
    SubElement(start, "clear")
    SubElement(start, "add", value="index.html")
    SubElement(server, "directoryBrowse", enabled="false")
    errors = SubElement(server, "httpErrors", errorMode="Custom", existingResponse="Replace")
    SubElement(errors, "remove", statusCode="404")
    SubElement(errors, "error", statusCode="404", path=binding.LOST, responseMode="File")
    filtering = SubElement(SubElement(server, "security"), "requestFiltering")
    SubElement(SubElement(filtering, "hiddenSegments"), "add", segment=manifest.FOLDER)
    SubElement(server, "urlCompression", doStaticCompression="true", doDynamicCompression="false")

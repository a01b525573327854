"""The bill of materials: what a site is made with and what of it reaches readers, with origins, licences, SHA-256.

CycloneDX 1.6, so that a scanner of the organisation's own can read it. It tells nothing of when or where it was
made: the same tree in the same environment gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

import lean
import locks
from packaging.markers import default_environment

if TYPE_CHECKING:
    from cyclonedx.model.component import Component
    from cyclonedx.model.license import License

LIST = "requirements.txt"
THEME = "mkdocs-material"
OURS = "zhengyou"
LICENCE = "Apache-2.0"

_NAMESPACE = UUID("6f1b4a2e-6f0c-5b1e-9d67-2a1c0f6d8b35")
_NIL = UUID(int=0)
_TROVE = "License :: "
# Where a package names its licence only among its classifiers, and that names one licence.
_SPDX = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


@dataclass(frozen=True)
class Contained:
    """Somebody else's work inside a file of the theme, known by the text ``mark`` in it."""

    name: str
    version: str | None
    licence: str
    inside: str
    mark: str


# What the theme brings to readers that is not its own; its scripts and styles name no more than this.
CONTAINED = (
    Contained("escape-html", None, "MIT", "assets/javascripts/bundle.", "* escape-html\n"),
    Contained("clipboard.js", "2.0.11", "MIT", "assets/javascripts/bundle.", "* clipboard.js v2.0.11\n"),
    Contained("focus-visible", None, "W3C", "assets/javascripts/bundle.", "data-focus-visible-added"),
    Contained("rxjs", None, "Apache-2.0", "assets/javascripts/bundle.", "errors occurred during unsubscription"),
    Contained("Font Awesome Free", "7.1.0", "CC-BY-4.0", "assets/stylesheets/main.", "Font Awesome Free 7.1.0 "),
    Contained("Material Design Icons", None, "Apache-2.0", ".icons/material/LICENSE", "Icons: Apache 2.0"),
)


def bill(root: Path) -> bytes:
    """The bill for the site that this project builds in this environment: JSON, UTF-8."""
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.output import make_outputter
    from cyclonedx.schema import OutputFormat, SchemaVersion

    environment = {key: str(value) for key, value in default_environment().items()}
    locked = [one for one in locks.read((root / LIST).read_text(encoding="utf-8")) if one.applies(environment)]
    made = {one.name: _package(one) for one in locked}
    made[THEME].components = _theme_parts()
    site = _site(root)
    bom = Bom(serial_number=_NIL, metadata=BomMetaData(component=site), components=made.values())
    bom.metadata.timestamp = None  # type: ignore[assignment]  # the library's own default is the clock
    for name, component in made.items():
        bom.register_dependency(component, [made[one.name] for one in locked if name in one.asked_by])
    bom.register_dependency(
        site, [made[one.name] for one in locked if any(by.startswith("-r ") for by in one.asked_by)]
    )
    told = json.loads(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string())
    # Its number says what it says: another content, another number.
    told["serialNumber"] = uuid5(_NAMESPACE, json.dumps(told, sort_keys=True)).urn
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def theme_files() -> dict[str, bytes]:
    """The theme's files that are published, as they are: path in the site → contents."""
    theme = Path(str(files("material"))) / "templates"
    paths = {path.relative_to(theme).as_posix(): path for path in (theme / "assets").rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(paths.items()) if not lean.UNASKED.fullmatch(name)}


def own_files(root: Path) -> dict[str, bytes]:
    """Our scripts, styles and pictures in the source: path in the site, before it tells contents → contents."""
    folder = root / "overrides"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted((folder / "assets").rglob("*"))
        if path.is_file()
    }


def contained_in(path: str) -> list[Contained]:
    """What others made of a file of the theme, by its path in the site."""
    return [one for one in CONTAINED if path.startswith(one.inside)]


def _site(root: Path) -> Component:
    from cyclonedx.model.component import Component, ComponentType

    parts = [_file(OURS, path, data, LICENCE) for path, data in own_files(root).items()]
    return Component(
        name=OURS, type=ComponentType.APPLICATION, bom_ref=OURS, licenses=_licences([LICENCE]), components=parts
    )


def _package(locked: locks.Locked) -> Component:
    """A locked package. Its hashes are of the files that may be installed, hence of its distribution, not of itself."""
    from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    purl = PackageURL("pypi", None, locked.name, locked.version)
    distribution = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(purl.to_string()),
        comment="One of the files with these hashes is installed.",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in locked.hashes],
    )
    return Component(
        name=locked.name,
        version=locked.version,
        type=ComponentType.LIBRARY,
        bom_ref=purl.to_string(),
        purl=purl,
        licenses=_licences(stated(metadata.metadata(locked.name))),
        external_references=[distribution],
    )


def _theme_parts() -> list[Component]:
    parts = [_file(THEME, path, data, "MIT", contained_in(path)) for path, data in theme_files().items()]
    inlined = [one for one in CONTAINED if not one.inside.startswith("assets/")]
    return parts + [_contained(THEME, one) for one in inlined]


def _file(owner: str, path: str, data: bytes, licence: str, contained: Iterable[Contained] = ()) -> Component:
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.component import Component, ComponentType

    return Component(
        name=path,
        type=ComponentType.FILE,
        bom_ref=f"{owner}/{path}",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(data).hexdigest())],
        licenses=_licences([licence]),
        components=[_contained(f"{owner}/{path}", one) for one in contained],
    )


def _contained(owner: str, one: Contained) -> Component:
    from cyclonedx.model.component import Component, ComponentType

    return Component(
        name=one.name,
        version=one.version,
        type=ComponentType.LIBRARY,
        bom_ref=f"{owner}#{one.name}",
        licenses=_licences([one.licence]),
    )


def stated(package: metadata.PackageMetadata) -> list[str]:
    """The licences a package states of itself, best form first: SPDX expression, SPDX id, else its classifiers' words.

    Empty where it states none.
    """
    from cyclonedx.spdx import fixup_id, is_expression

    for field in ("License-Expression", "License"):
        for value in package.get_all(field) or ():
            if fixup_id(value) or is_expression(value):
                return [value]
    return list(_classified(package.get_all("Classifier") or ()))


def _classified(classifiers: Iterable[str]) -> Iterator[str]:
    for classifier in classifiers:
        if classifier.startswith(_TROVE):
            name = classifier.rpartition(" :: ")[2]
            yield _SPDX.get(name, name)


def _licences(stated: Iterable[str]) -> list[License]:
    from cyclonedx.contrib.license.factories import LicenseFactory

    return [LicenseFactory().make_from_string(one) for one in stated]

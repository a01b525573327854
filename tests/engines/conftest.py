"""The site as MkDocs builds it with our hooks: what other engines are held against."""

from __future__ import annotations

from ..site.conftest import root_url as root_url
from ..site.conftest import site as site

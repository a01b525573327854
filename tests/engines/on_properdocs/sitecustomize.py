"""Whoever starts Python with this folder on its path gets ProperDocs wherever MkDocs is asked for."""

import properdocs.replacement  # noqa: F401  its import does it

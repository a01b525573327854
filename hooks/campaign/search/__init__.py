"""The search index: the site's pages as terms, shards, sounds and texts that a browser loads piece by piece.

``documents`` says what is searched, ``fold`` and ``terms`` what a text consists of, ``weights``
how much a term counts, ``shelf`` how sorted entries lie in files, ``sounds`` how things are
read aloud, and ``index`` puts them together. The client that reads all this is
overrides/assets/zhengyou/search/.
"""

from .index import files

__all__ = ["files"]

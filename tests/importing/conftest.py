"""What the tests of importing share: the base campaign on disk, and commands as people run them."""

from ..scripts.conftest import docs, manage

__all__ = ["docs", "manage"]

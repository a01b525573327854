"""What the tests of importing share: commands as people run them."""

from ..scripts.conftest import manage

__all__ = ["manage"]

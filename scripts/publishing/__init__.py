"""Puts a built site where its readers are: checked before, bound to its address, switched in one step, read back after.

``command`` is what the commands call. What is published is a :class:`package.Package`; where it goes is a
:class:`targets.Target`, and each says of itself what it guarantees.
"""


class Refused(Exception):
    """Why nothing was published, in one Chinese sentence or several lines. The site that readers see is the old one."""


class Misasked(Refused):
    """What was asked for cannot be: a target that is none, an address or a release that is written wrong."""

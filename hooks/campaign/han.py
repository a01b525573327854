"""Which characters are Han: all blocks of them, not only those that were encoded first.

``HAN`` goes into the brackets of a character class. Planes 2 and 3 are set aside for Han characters
as a whole, so that a name written with one encoded tomorrow is a name as well.
"""

from __future__ import annotations

# The iteration mark, zero, the Suzhou numerals; extension A, the unified block, compatibility; planes 2 and 3.
HAN = "\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"

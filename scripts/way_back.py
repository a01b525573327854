"""What an exported Word file tells of itself, agreed between who writes it and who reads it back into its case."""

from __future__ import annotations

# The part that holds a case's fields beside the text.
NAMESPACE = "urn:zhengyou:case:1"
# What no file brings along: a case that comes back is signed and agreed to anew, and has no address yet.
STAYS = ("status", "review", "consent", "revoked", "aliases")
# What the page says of a record, not the record's own text: such a style's id and name begin like this.
GIVEN_ID, GIVEN_NAME = "Given", "争优"

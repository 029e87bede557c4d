"""The chain of the audit log: each line's hash holds the one before it, under a key that is not in the database.

Who changes, removes or inserts a line would have to know the key to make the lines after it fit again. That the end of
the log was cut off shows against a hash that was noted elsewhere before.
"""

import hmac
import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

FIRST: Final = "0" * 64
"""What the first line of a log has in the place of a hash before it."""
FIELDS: Final = (
    "at",
    "user_name",
    "role",
    "action",
    "client_id",
    "purpose",
    "bundle_id",
    "score",
    "address",
    "session",
    "detail",
)
"""What a line says, in the order in which it is hashed."""


def link(key: bytes, previous: str, line: Mapping[str, Any]) -> str:
    """Return the hash of a line: HMAC-SHA256 over the hash before it and every field."""
    said = json.dumps([previous, *(line[name] for name in FIELDS)], ensure_ascii=True, separators=(",", ":"))
    return hmac.new(key, said.encode(), sha256).hexdigest()

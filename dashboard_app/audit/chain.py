"""The chain of the audit log: each entry's hash holds the one before it, under a key that is not in the database.

Who changes, removes or inserts an entry would have to know the key to make the entries after it fit again. The end, the
beginning and the number of entries stand in the head (`dashboard_app.audit.head`), signed with the same key.
"""

import hmac
import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Final

FIRST: Final = "0" * 64
"""Previous hash of the first entry."""
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
    "request_id",
)
"""What a line says, in the order in which it is hashed; one without a request id is hashed as before there were any."""
_ENTRY: Final = "entry 2"
_HEAD: Final = "head 1"
_FINGERPRINT: Final = "fingerprint 1"


def link(key: bytes, number: int, previous: str, fields: Sequence[Any]) -> str:
    """Return the hash of an entry: HMAC-SHA256 over its number, the hash before it and every field."""
    return _sign(key, [_ENTRY, number, previous, *_signed_fields(fields)])


def link_without_number(key: bytes, previous: str, fields: Sequence[Any]) -> str:
    """Return the hash of an entry as versions before the signed head computed it."""
    return _sign(key, [previous, *_signed_fields(fields)])


def sign_head(key: bytes, values: Sequence[Any]) -> str:
    """Return the signature of a head."""
    return _sign(key, [_HEAD, *values])


def fingerprint(key: bytes) -> str:
    """Return what a key is recognised by; it does not give the key away."""
    return _sign(key, [_FINGERPRINT])[:16]


def _signed_fields(fields: Sequence[Any]) -> Sequence[Any]:
    return fields if len(fields) < len(FIELDS) or fields[-1] is not None else fields[:-1]


def _sign(key: bytes, values: Sequence[Any]) -> str:
    message = json.dumps(values, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(key, message.encode(), sha256).hexdigest()

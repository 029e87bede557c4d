"""What a file is, read off its first bytes: endings lie."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

HEAD_BYTES: Final = 1024


class Kind(Enum):
    """What a file holds; the value is what messages call it."""

    PARQUET = "a Parquet file"
    TEXT = "a text file"
    ZIP = "a zip archive"
    GZIP = "a gzip file"
    EMPTY = "an empty file of 0 bytes"
    EXCEL = "an Excel workbook"
    OPEN_DOCUMENT = "an OpenDocument spreadsheet"
    OLD_OFFICE = "an old Office file"
    ARROW = "an Arrow (Feather) file"
    ORC = "an ORC file"
    AVRO = "an Avro file"
    PACKED = "an archive of a kind that is not read"
    WEB_PAGE = "a web page"
    JSON = "JSON"
    POINTER = "a pointer of Git LFS to a file that was not fetched"
    NO_FILE = "a link that leads nowhere, or no file at all"
    EMPTY_ARCHIVE = "a zip archive without a file"
    BINARY = "a binary file of a kind that is not read"

    @property
    def is_readable(self) -> bool:
        """Whether a table can be read from it."""
        return self in _READABLE


_READABLE: Final = frozenset({Kind.PARQUET, Kind.TEXT, Kind.ZIP, Kind.GZIP, Kind.EMPTY})
REMEDIES: Final = {
    Kind.EXCEL: "open it and save the sheet as CSV UTF-8",
    Kind.OPEN_DOCUMENT: "open it and save the sheet as CSV in UTF-8",
    Kind.OLD_OFFICE: "open it and save the sheet as CSV UTF-8",
    Kind.ARROW: "write the table as Parquet or CSV",
    Kind.ORC: "write the table as Parquet or CSV",
    Kind.AVRO: "write the table as Parquet or CSV",
    Kind.PACKED: "unpack it, or pack it as .zip or .gz",
    Kind.WEB_PAGE: "download the table itself: a page, perhaps of a login, was saved in its place",
    Kind.JSON: "write the table as Parquet or CSV",
    Kind.POINTER: "fetch the file itself with git lfs pull",
    Kind.NO_FILE: "put the file itself there",
    Kind.EMPTY_ARCHIVE: "zip the table again",
    Kind.BINARY: "write the table as Parquet or CSV",
}
_BEGINNINGS: Final = (
    (b"PAR1", Kind.PARQUET),
    (b"PARE", Kind.PARQUET),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\x1f\x8b", Kind.GZIP),
    (b"\xd0\xcf\x11\xe0", Kind.OLD_OFFICE),
    (b"ARROW1", Kind.ARROW),
    (b"FEA1", Kind.ARROW),
    (b"ORC", Kind.ORC),
    (b"Obj\x01", Kind.AVRO),
    (b"BZh", Kind.PACKED),
    (b"\xfd7zXZ\x00", Kind.PACKED),
    (b"\x28\xb5\x2f\xfd", Kind.PACKED),
    (b"7z\xbc\xaf\x27\x1c", Kind.PACKED),
    (b"Rar!", Kind.PACKED),
    (b"\x04\x22\x4d\x18", Kind.PACKED),
    (b"version https://git-lfs", Kind.POINTER),
)
_BYTE_ORDER_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_PAGE: Final = re.compile(rb"\s*<(!doctype|html|head|\?xml)", re.IGNORECASE)
_JSON: Final = re.compile(rb'\s*(\{\s*"|\[\s*[\[{"])')
# Control characters that no text has; a NUL stands in UTF-16, and is looked at where texts are decoded.
_CONTROLS: Final = bytes(sorted(set(range(1, 32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31}))


def get_kind(head: bytes) -> Kind:
    """Return what a file is that begins with these bytes."""
    if not head:
        return Kind.EMPTY
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[257:262] == b"ustar":
        return Kind.PACKED
    if head.startswith(_BYTE_ORDER_MARKS):
        return Kind.TEXT
    if _PAGE.match(head):
        return Kind.WEB_PAGE
    if _JSON.match(head):
        return Kind.JSON
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return Kind.BINARY if controls > len(head) // 50 else Kind.TEXT

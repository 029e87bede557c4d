"""What a file is, read off its first bytes: endings lie."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

HEAD_BYTES: Final = 1024


class FileKind(Enum):
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


_READABLE: Final = frozenset({FileKind.PARQUET, FileKind.TEXT, FileKind.ZIP, FileKind.GZIP, FileKind.EMPTY})
REMEDIES: Final = {
    FileKind.EXCEL: "open it and save the sheet as CSV UTF-8",
    FileKind.OPEN_DOCUMENT: "open it and save the sheet as CSV in UTF-8",
    FileKind.OLD_OFFICE: "open it and save the sheet as CSV UTF-8",
    FileKind.ARROW: "write the table as Parquet or CSV",
    FileKind.ORC: "write the table as Parquet or CSV",
    FileKind.AVRO: "write the table as Parquet or CSV",
    FileKind.PACKED: "unpack it, or pack it as .zip or .gz",
    FileKind.WEB_PAGE: "download the table itself: a page, perhaps of a login, was saved in its place",
    FileKind.JSON: "write the table as Parquet or CSV",
    FileKind.POINTER: "fetch the file itself with git lfs pull",
    FileKind.NO_FILE: "put the file itself there",
    FileKind.EMPTY_ARCHIVE: "zip the table again",
    FileKind.BINARY: "write the table as Parquet or CSV",
}
_BEGINNINGS: Final = (
    (b"PAR1", FileKind.PARQUET),
    (b"PARE", FileKind.PARQUET),
    (b"PK\x03\x04", FileKind.ZIP),
    (b"PK\x05\x06", FileKind.ZIP),
    (b"\x1f\x8b", FileKind.GZIP),
    (b"\xd0\xcf\x11\xe0", FileKind.OLD_OFFICE),
    (b"ARROW1", FileKind.ARROW),
    (b"FEA1", FileKind.ARROW),
    (b"ORC", FileKind.ORC),
    (b"Obj\x01", FileKind.AVRO),
    (b"BZh", FileKind.PACKED),
    (b"\xfd7zXZ\x00", FileKind.PACKED),
    (b"\x28\xb5\x2f\xfd", FileKind.PACKED),
    (b"7z\xbc\xaf\x27\x1c", FileKind.PACKED),
    (b"Rar!", FileKind.PACKED),
    (b"\x04\x22\x4d\x18", FileKind.PACKED),
    (b"version https://git-lfs", FileKind.POINTER),
)
_BYTE_ORDER_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_PAGE: Final = re.compile(rb"\s*<(!doctype|html|head|\?xml)", re.IGNORECASE)
_JSON: Final = re.compile(rb'\s*(\{\s*"|\[\s*[\[{"])')
# Control characters that no text has; a NUL stands in UTF-16, and is looked at where texts are decoded.
_CONTROLS: Final = bytes(sorted(set(range(1, 32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31}))


def get_kind(head: bytes) -> FileKind:
    """Return what a file is that begins with these bytes."""
    if not head:
        return FileKind.EMPTY
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[257:262] == b"ustar":
        return FileKind.PACKED
    if head.startswith(_BYTE_ORDER_MARKS):
        return FileKind.TEXT
    if _PAGE.match(head):
        return FileKind.WEB_PAGE
    if _JSON.match(head):
        return FileKind.JSON
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return FileKind.BINARY if controls > len(head) // 50 else FileKind.TEXT

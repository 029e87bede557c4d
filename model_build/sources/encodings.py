"""Which encoding a text file is in."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

from model_build.errors import UnreadableFileError

WINDOWS: Final = "cp1252"
NAMES: Final = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    WINDOWS: "Windows-1252",
}
# The longer marks first: that of UTF-32 begins as that of UTF-16.
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BLOCK: Final = 1 << 20
_REMEDY: Final = "save the file as CSV in UTF-8"


def decode_start(start: bytes, name: str) -> tuple[str, str]:
    """Return the encoding of a file that begins with these bytes, and their text without a byte order mark.

    Raises
    ------
    UnreadableFileError
        They are text in no encoding that is read.
    """
    for bom, encoding in _BYTE_ORDER_MARKS:
        if start.startswith(bom):
            text = _decoded(start[len(bom) :], encoding, name)
            return encoding, text
    if b"\0" in start:
        # Texts of these tables are mostly ASCII: one byte of each pair is zero.
        pairs = max(len(start) // 2, 1)
        for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
            if zeros.count(0) > 0.7 * pairs:
                return encoding, _decoded(start, encoding, name)
        raise UnreadableFileError(
            f"{name} holds bytes of zero, which no text has",
            got="a damaged copy, or a file of another kind",
            remedy="copy or download it again",
        )
    try:
        return "utf-8", codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return WINDOWS, start.decode(WINDOWS, errors="replace")


def settle_encoding(path: Path, name: str) -> str:
    """Return the encoding of a file that is not UTF-8 throughout, after a look at all of it.

    Raises
    ------
    UnreadableFileError
        It mixes UTF-8 with another encoding, or is in one that is not read.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    line, wrong_line, good = 1, 0, 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            text = decoder.decode(block)
            if text.isascii():
                line += text.count("\n")
                continue
            for part in text.splitlines(keepends=True):
                odd = [character for character in part if character > "\x7f"]
                bad = [character for character in odd if "\udc80" <= character <= "\udcff"]
                good += len(odd) - len(bad)
                if bad:
                    wrong_line = wrong_line or line
                    _require_windows(bad, line, name)
                line += part.endswith("\n")
    if not wrong_line:
        return "utf-8"
    if good:
        raise UnreadableFileError(
            f"{name} mixes UTF-8 with another encoding", got=f"another one in line {wrong_line:,}", remedy=_REMEDY
        )
    return WINDOWS


def _require_windows(bad: list[str], line: int, name: str) -> None:
    for character in bad:
        byte = ord(character) - 0xDC00
        if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D):
            raise UnreadableFileError(
                f"{name} is neither UTF-8 nor Windows-1252",
                got=f"the byte {byte:#04x} in line {line:,}",
                remedy=_REMEDY,
            )


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(content)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return content.decode(WINDOWS, errors="replace")
        raise UnreadableFileError(
            f"{name} is not the {NAMES[encoding]} text that it begins as",
            got=f"bytes that are no text near byte {error.start:,}",
            remedy=_REMEDY,
        ) from error

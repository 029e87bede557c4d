"""One word for one concept: the retired ones stand neither in identifiers nor in texts that people read."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.vocabulary import RETIRED, Where

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("model_bundle", "model_build", "dashboard_app", "benchmarks", "tests")
DOCUMENTS = [ROOT / name for name in ("README.md", "SECURITY.md", "CONTRIBUTING.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def identifiers_in(source: str) -> set[str]:
    """Return every name that a module defines or uses."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        for field in ("id", "attr", "arg", "name", "module", "asname"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                found.update(value.split("."))
    return found


def parts_of(identifier: str) -> set[str]:
    """Return the words of an identifier, in small letters."""
    return {word.lower() for word in _WORD.findall(identifier)}


@cache
def identifiers() -> dict[str, str]:
    """Return every identifier of the project, with one file that has it."""
    found: dict[str, str] = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            place = path.relative_to(ROOT).as_posix()
            for name in {path.stem, *identifiers_in(path.read_text(encoding="utf-8"))}:
                found.setdefault(name, place)
    return found


@cache
def texts() -> dict[str, str]:
    """Return what people read, by the place where it stands."""
    found = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in DOCUMENTS}
    for path in (ROOT / "dashboard_app" / "translations").rglob("*.po"):
        # What stands in the source is English, and its own text.
        with path.open("rb") as file:
            strings = [text for message in read_po(file) if message.id for text in (message.id, message.string)]
        flat = [text for string in strings for text in ([string] if isinstance(string, str) else string or ())]
        found[path.relative_to(ROOT).as_posix()] = "\n".join(flat)
    return found


def get_positions(word: str, where: Where, names: dict[str, str], written: dict[str, str]) -> list[str]:
    """Return where a retired word stands."""
    if where is Where.TEXT:
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)".replace(r"\ ", r"\s+"), re.IGNORECASE)
        return sorted(place for place, text in written.items() if pattern.search(text))
    if where is Where.NAME:
        return [names[word]] if word in names else []
    return sorted(f"{place}: {name}" for name, place in names.items() if word.lower() in parts_of(name))


def test_no_retired_word_is_used():
    found = {
        f"{one.word} ({one.where.name}), say {one.instead}": places
        for one in RETIRED
        if (places := get_positions(one.word, one.where, identifiers(), texts()))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("word", "where", "is_found"),
    [
        ("office", Where.PART, True),
        ("place", Where.PART, True),
        ("off", Where.PART, False),
        ("Words", Where.NAME, True),
        ("Word", Where.NAME, False),
        ("in force", Where.TEXT, True),
        ("en vigueur", Where.TEXT, True),
        ("forc", Where.TEXT, False),
    ],
)
def test_a_retired_word_would_be_found(word, where, is_found):
    names = dict.fromkeys(
        identifiers_in("from a.office_desk import Words\ndef f(x, *, myPlace): return x.office_of()"), "m.py"
    )
    written = {"a.md": "The bundle in\nforce.", "fr.po": "Le lot En Vigueur"}
    assert bool(get_positions(word, where, names, written)) is is_found


def test_everything_is_searched():
    assert {"Bundle", "conftest", "parametrize"} <= set(identifiers())
    places = texts()
    assert {"README.md", "docs/glossary.md"} <= set(places)
    french = next(text for place, text in places.items() if "/fr/" in place)
    assert "seuil" in french

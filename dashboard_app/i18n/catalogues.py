"""Collect the texts of the dashboard and compile both catalogues: ``python -m dashboard_app.i18n.catalogues``.

A text is written in English in the source: ``translator.gettext("...")`` in Python, ``_("...")`` in a template,
``gettext_noop("...")`` where it is translated later. The English catalogue fills itself; the French one is written by
hand in ``translations/fr/LC_MESSAGES/messages.po``, after which the command is run once more.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from dashboard_app.i18n.languages import DEFAULT_LANGUAGE, LANGUAGES
from dashboard_app.i18n.translator import TRANSLATIONS

ROOT = TRANSLATIONS.parents[1]
KEYWORDS = {"_": None, "gettext": None, "gettext_noop": None, "ngettext": (1, 2)}


def collect() -> Catalog:
    """Return every text of the source, sorted, with the files it stands in."""
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    template = Catalog(project="Clairscore", fuzzy=False)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    for filename, _, message, comments, _ in found:
        template.add(message, locations=[(filename, 0)], auto_comments=comments)
    return template


def update(language: str, template: Catalog) -> Catalog:
    """Bring one catalogue up to the template: new texts are empty, or English, and gone ones are dropped."""
    path = po_file(language)
    catalogue = read_catalogue(path, language) if path.exists() else _new_catalogue(language)
    # A date that changes with every run would make a difference where there is none.
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if language == DEFAULT_LANGUAGE:
        for message in catalogue:
            if message.id:
                message.string = message.id
    return catalogue


def read_catalogue(path: Path, language: str) -> Catalog:
    """Read a `.po` file."""
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    """Return the `.mo` file of a catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """Return the texts of a catalogue that have no translation."""
    texts = (message for message in catalogue if message.id)
    return [str(message.id) for message in texts if message.fuzzy or not all(_strings(message.string))]


def po_file(language: str) -> Path:
    """Return where the catalogue of a language lies."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def _new_catalogue(language: str) -> Catalog:
    return Catalog(language, project="Clairscore", header_comment=f"# Clairscore: {LANGUAGES[language]}.", fuzzy=False)


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, (tuple, list)) else (string or "",)


def main() -> int:
    """Update and compile both catalogues; the exit code says whether one is incomplete."""
    incomplete = 0
    for language in LANGUAGES:
        catalogue = update(language, collect())
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, sort_output=True, include_lineno=False, width=110)
        path.with_suffix(".mo").write_bytes(compiled(read_catalogue(path, language)))
        for text in missing(catalogue):
            incomplete += 1
            sys.stderr.write(f"{path.relative_to(ROOT)}: no translation of {text!r}\n")
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(catalogue)} texts\n")
    return 1 if incomplete else 0


if __name__ == "__main__":
    sys.exit(main())

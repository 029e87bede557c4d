"""Collect the texts of the dashboard with pybabel: ``python -m dashboard_app.i18n.catalogues``.

A text is written in English in the source: ``translator.gettext("...")`` in Python, ``_("...")`` in a template,
``gettext_noop("...")`` where it is translated later. English has no catalogue. The French one is written by hand in
``translations/fr/LC_MESSAGES/messages.po``, after which the command is run once more.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from dashboard_app.i18n.compiled import TRANSLATIONS, compiled_catalogues
from dashboard_app.i18n.languages import DEFAULT_LANGUAGE, LANGUAGES

ROOT = TRANSLATIONS.parents[1]
TRANSLATED = tuple(language for language in LANGUAGES if language != DEFAULT_LANGUAGE)
"""The languages that have a catalogue."""
_WIDTH = "--width=110"


def collect() -> Catalog:
    """Return every text of the source, sorted, with the files it stands in."""
    with tempfile.TemporaryDirectory() as folder:
        return read_catalogue(_extract(Path(folder)))


def update(language: str, folder: Path = TRANSLATIONS) -> None:
    """Bring one catalogue up to the source: new texts are empty, and gone ones are dropped."""
    with tempfile.TemporaryDirectory() as scratch:
        template = _extract(Path(scratch))
        # A guessed translation would read like a checked one, and a new date is a difference where there is none.
        _pybabel(
            *("update", "--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date", "--init-missing"),
            *(_WIDTH, "-i", str(template), "-d", str(folder), "-l", language),
        )


def read_catalogue(path: Path, language: str | None = None) -> Catalog:
    """Read a `.po` or `.pot` file."""
    with path.open("rb") as file:
        return read_po(file, locale=language)


def missing(catalogue: Catalog) -> list[str]:
    """Return the texts of a catalogue that have no translation."""
    texts = (message for message in catalogue if message.id)
    return [str(message.id) for message in texts if message.fuzzy or not all(_strings(message.string))]


def po_file(language: str) -> Path:
    """Return where the catalogue of a language lies."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def _extract(folder: Path) -> Path:
    template = folder / "messages.pot"
    _pybabel(
        *("extract", "--mapping-file", "babel.cfg", "--keywords", "gettext_noop", "--project", "Clairscore"),
        *("--sort-output", "--add-location", "file", _WIDTH, "--output-file", str(template), "dashboard_app"),
    )
    return template


def _pybabel(*arguments: str) -> None:
    # From the folder of the checkout, so that the catalogue names the files from there.
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", *arguments]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - this very interpreter, and words of this module


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, (tuple, list)) else (string or "",)


def main() -> int:
    """Update and compile the catalogues; the exit code says whether one is incomplete."""
    incomplete = 0
    for language in TRANSLATED:
        update(language)
        compiled_catalogues(language)
        path = po_file(language)
        catalogue = read_catalogue(path, language)
        for text in missing(catalogue):
            incomplete += 1
            sys.stderr.write(f"{path.relative_to(ROOT)}: no translation of {text!r}\n")
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(catalogue)} texts\n")
    return 1 if incomplete else 0


if __name__ == "__main__":
    sys.exit(main())

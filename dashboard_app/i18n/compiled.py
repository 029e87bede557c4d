"""The compiled catalogues: `messages.mo`, which is built and not committed.

The package and the images bring them. A checkout builds one as soon as it is needed and its `messages.po` is newer,
so that no page is ever in the wrong language.
"""

import gettext
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from dashboard_app.i18n.languages import DEFAULT_LANGUAGE
from model_bundle.errors import ClairscoreError

TRANSLATIONS = Path(__file__).resolve().parents[1] / "translations"


class CatalogueError(ClairscoreError):
    """The texts of a language cannot be read."""


def load_catalogue(language: str, folder: Path = TRANSLATIONS) -> gettext.NullTranslations:
    """Return the texts of a language; those of the source are English and need no catalogue.

    Raises
    ------
    CatalogueError
        There is no catalogue, or it cannot be compiled.
    """
    if language == DEFAULT_LANGUAGE:
        return gettext.NullTranslations()
    return gettext.translation("messages", compiled_catalogues(language, folder), [language])


def compiled_catalogues(language: str, folder: Path = TRANSLATIONS) -> Path:
    """Return the folder of the catalogues, in which that of this language is compiled and no older than its source.

    Raises
    ------
    CatalogueError
        There is no catalogue, or it cannot be compiled.
    """
    source = folder / language / "LC_MESSAGES" / "messages.po"
    target = source.with_suffix(".mo")
    if not source.exists():
        # An installed package has the compiled file alone.
        if target.exists():
            return folder
        raise CatalogueError(
            f"There are no texts for the language {language!r}: neither {target} nor {source.name} beside it exists. "
            "Install the package again."
        )
    if not (target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns):
        _compile(source, target, language)
    return folder


def _compile(source: Path, target: Path, language: str) -> None:
    # Not needed to serve: who has the compiled file does not wait for these.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    unfinished = None
    try:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
        # Written beside it and moved: another worker never reads half a file.
        handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=".messages-", suffix=".mo")
        with os.fdopen(handle, "wb") as file:
            write_mo(file, catalogue)
            os.fchmod(handle, 0o644)
        Path(unfinished).replace(target)
    except (OSError, ValueError, PoFileError) as error:
        if unfinished:
            with suppress(OSError):
                Path(unfinished).unlink()
        raise CatalogueError(
            f"The texts of the language {language!r} cannot be compiled: {source} to {target.name} beside it: {error}. "
            "Mend the file, or let this account write to the folder, or run `pybabel compile -d "
            "dashboard_app/translations` as the owner of the folder."
        ) from error

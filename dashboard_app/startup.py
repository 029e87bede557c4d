"""Start-up checks, run before workers are forked; all problems are reported in one message."""

import ctypes
import os
import sys
from collections.abc import Callable

from dashboard_app.auth.app_state import AUDIT_KEY, open_directory, secret_key
from dashboard_app.fetching import fetch_bundle
from dashboard_app.i18n.compiled import load_catalogue
from dashboard_app.i18n.languages import LANGUAGES
from dashboard_app.settings import Settings
from model_bundle.errors import ClairscoreError
from model_bundle.integrity import check_files, read_manifest
from model_bundle.publication import current_id

_OPENMP = "libgomp.so.1"


class StartError(ClairscoreError):
    """Something that serving needs is missing."""


def check_start(settings: Settings) -> None:
    """Check everything that a start needs.

    Raises
    ------
    StartError
        Something is missing; the message has a sentence for each thing.
    """
    problems = []
    for check in (_check_instance, secret_key, _check_audit_key, _check_bundles, _check_openmp, _check_catalogues):
        try:
            check(settings)
        except ClairscoreError as error:
            problems.append(str(error))
    if len(problems) == 1:
        raise StartError(problems[0])
    if problems:
        raise StartError(
            f"This start needs {len(problems)} things that are not there:\n"
            + "\n".join(f"- {each}" for each in problems)
        )


def prepare_bundle(settings: Settings) -> None:
    """Fetch the bundle where the settings name an address, and compare the files of the active one with its manifest.

    Raises
    ------
    BundleError
        There is none, or it is damaged.
    """
    fetch_bundle(settings)
    bundle = settings.bundles / current_id(settings.bundles)
    check_files(bundle, read_manifest(bundle))


def find_warnings(settings: Settings) -> list[str]:
    """Return warnings about settings that work but are unsuitable for access over a network."""
    warnings: list[str] = []
    if settings.is_local or settings.demo:
        return warnings
    if settings.are_cookies_secure and settings.trusted_proxies == 0:
        warnings.append(
            f"This server speaks plain HTTP on {settings.host}, and its cookies travel over TLS only: nobody can sign "
            "in without a proxy that speaks TLS. Set CLAIRSCORE_TRUSTED_PROXIES to the number of proxies in front; "
            "for a trial without TLS, set CLAIRSCORE_SECURE_COOKIES=false."
        )
    if settings.allowed_hosts is None:
        names = ", ".join(settings.trusted_hosts or ())
        warnings.append(
            f"CLAIRSCORE_ALLOWED_HOSTS is not set: only requests for {names} are answered. Set it to the name under "
            "which browsers ask for this site."
        )
    return warnings


def _check_instance(settings: Settings) -> None:
    open_directory(settings.instance)
    if not os.access(settings.instance, os.W_OK | os.X_OK):
        raise StartError(
            f"The instance directory {settings.instance} cannot be written. Give it to this user, or set "
            "CLAIRSCORE_INSTANCE to one that can be written."
        )


def _check_audit_key(settings: Settings) -> None:
    if settings.demo or settings.database_url is None or settings.audit_key is not None:
        return
    if not (settings.instance / AUDIT_KEY).is_file():
        raise StartError(
            "There is no key for the audit log: the database is on a server, and CLAIRSCORE_AUDIT_KEY is not set. A "
            "key that this machine made would be gone with its disk. Make one, and keep it with your secrets: "
            'python -c "import secrets; print(secrets.token_hex(32))"'
        )


def _check_bundles(settings: Settings) -> None:
    if settings.bundle_url is None:
        current_id(settings.bundles)
        return
    try:
        settings.bundles.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StartError(
            f"The directory of bundles {settings.bundles} cannot be made: {error.strerror}. Set CLAIRSCORE_BUNDLES to "
            "one that can be written: the bundle of CLAIRSCORE_BUNDLE_URL is kept there."
        ) from None
    if not os.access(settings.bundles, os.W_OK | os.X_OK):
        raise StartError(
            f"The directory of bundles {settings.bundles} cannot be written. Set CLAIRSCORE_BUNDLES to one that can: "
            "the bundle of CLAIRSCORE_BUNDLE_URL is kept there."
        )


def _check_openmp(_settings: Settings, load: Callable[[str], object] = ctypes.CDLL) -> None:
    if not sys.platform.startswith("linux"):
        return
    try:
        load(_OPENMP)
    except OSError:
        raise StartError(
            f"The library {_OPENMP}, which LightGBM computes with, is not there. Install it: the package libgomp1 of "
            "Debian and Ubuntu, libgomp of others."
        ) from None


def _check_catalogues(_settings: Settings) -> None:
    # Before there are workers, which would all compile them at once.
    for language in LANGUAGES:
        load_catalogue(language)

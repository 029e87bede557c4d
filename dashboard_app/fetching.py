"""Download of the bundle on hosts without a persistent disk: an archive, checked at start.

The archive is a ``.tar.gz`` of one bundle directory. Its sha256 is a setting, so that what is served is what was
chosen, whoever can write to the place it comes from.
"""

import hashlib
import logging
import shutil
import tarfile
import urllib.error
import urllib.request
from base64 import b64encode
from http.client import HTTPException
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit, urlunsplit

from dashboard_app.settings import Settings
from model_bundle.errors import BundleCorruptError, BundleError, BundleMissingError, ClairscoreError
from model_bundle.integrity import check_files, read_manifest
from model_bundle.publication import CURRENT, activate, close_to_others, current_id, staging

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 60
LARGEST_ARCHIVE = 4 * 1024**3
_BLOCK = 1024 * 1024
_FETCHED = "fetched.sha256"


def fetch_bundle(settings: Settings) -> None:
    """Put the bundle of ``CLAIRSCORE_BUNDLE_URL`` active, unless it is there already; do nothing without the setting.

    Raises
    ------
    BundleMissingError
        The address does not answer.
    BundleCorruptError
        The archive has another sha256, or holds something else than one whole bundle.
    """
    if settings.bundle_url is None or settings.bundle_sha256 is None or _is_there(settings):
        return
    with staging(settings.bundles) as directory:
        archive = directory / "bundle.tar.gz"
        digest = _download(settings.bundle_url.get_secret_value(), archive)
        if digest != settings.bundle_sha256:
            raise BundleCorruptError(
                f"What CLAIRSCORE_BUNDLE_URL gives has another sha256: got {digest}, CLAIRSCORE_BUNDLE_SHA256 says "
                f"{settings.bundle_sha256}. Set the sha256 of the archive that should be served."
            )
        bundle = _extract(archive, directory / "unpacked")
        manifest = read_manifest(bundle)
        check_files(bundle, manifest)
        target = settings.bundles / manifest.bundle_id
        if target.exists():
            # What was fetched is whole; what stands there may not be.
            shutil.rmtree(target)
        close_to_others(bundle)
        bundle.rename(target)
    activate(settings.bundles, manifest.bundle_id)
    (settings.bundles / _FETCHED).write_text(f"{settings.bundle_sha256} {manifest.bundle_id}\n", encoding="utf-8")


def _is_there(settings: Settings) -> bool:
    note = settings.bundles / _FETCHED
    if not note.is_file() or not (settings.bundles / CURRENT).is_file():
        return False
    bundle_id = current_id(settings.bundles)
    if note.read_text(encoding="utf-8").split() != [settings.bundle_sha256, bundle_id]:
        return False
    try:
        check_files(settings.bundles / bundle_id, read_manifest(settings.bundles / bundle_id))
    except BundleError:
        logger.warning("The bundle that was fetched before is damaged; it is fetched again")
        return False
    return True


def _download(url: str, path: Path) -> str:
    digest, size = hashlib.sha256(), 0
    try:
        # The address is a setting of the operator; settings.py allows https, http and file.
        with urllib.request.urlopen(_request_to(url), timeout=TIMEOUT_SECONDS) as response, path.open("wb") as file:  # noqa: S310 - the operator's address
            while block := response.read(_BLOCK):
                size += len(block)
                if size > LARGEST_ARCHIVE:
                    raise BundleCorruptError(
                        f"The archive at CLAIRSCORE_BUNDLE_URL is too large: got more than {LARGEST_ARCHIVE} bytes. "
                        "Check the address."
                    )
                digest.update(block)
                file.write(block)
    except (OSError, HTTPException, ValueError) as error:
        # The address may hold a password or a signature, and the texts of these errors may hold the address.
        raise BundleMissingError(
            f"The bundle cannot be fetched from {_get_origin(url)}: {_describe_failure(error)}. "
            "Check CLAIRSCORE_BUNDLE_URL."
        ) from None
    return digest.hexdigest()


def _request_to(url: str) -> urllib.request.Request:
    """Return the request for an address; a name and a password in it are sent as HTTP wants them."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return urllib.request.Request(url)  # noqa: S310 - the operator's address
    credentials, _, host = parts.netloc.rpartition("@")
    request = urllib.request.Request(urlunsplit(parts._replace(netloc=host)))  # noqa: S310 - the operator's address
    # Not sent to redirect targets.
    request.add_unredirected_header("Authorization", f"Basic {b64encode(unquote_to_bytes(credentials)).decode()}")
    return request


def _get_origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _describe_failure(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"it answers with status {error.code}"
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return type(cause).__name__ if isinstance(cause, Exception) else "it does not answer"


def _extract(archive: Path, into: Path) -> Path:
    try:
        with tarfile.open(archive, "r:gz") as tar:
            # The filter refuses links and paths that lead outside.
            tar.extractall(into, filter="data")
    except (tarfile.TarError, OSError, EOFError) as error:
        raise _not_a_bundle(str(error)) from error
    directories = [path for path in into.iterdir() if path.is_dir()]
    if len(directories) != 1:
        raise _not_a_bundle(f"{len(directories)} directories")
    return directories[0]


def _not_a_bundle(contents: str) -> ClairscoreError:
    return BundleCorruptError(
        f"The archive at CLAIRSCORE_BUNDLE_URL is no bundle: got {contents}. Pack one bundle directory: "
        "tar -C data/bundles -czf bundle.tar.gz <bundle id>."
    )

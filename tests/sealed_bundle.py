"""A bundle that passes the comparison with its manifest, made in no time; nothing in its files can be opened."""

from model_bundle.integrity import REQUIRED_FILES
from model_bundle.publication import publish, seal, staging
from tests.model_bundle.manifests import manifest


def write_sealed_bundle(parent):
    """Put it active in a directory of bundles, and return its path."""
    with staging(parent) as directory:
        (directory / "drift").mkdir()
        for name in REQUIRED_FILES:
            (directory / name).write_text(name)
        return publish(directory, seal(directory, manifest()), parent)

"""The version of the project, written once: the package, bundles, the API document and the images read it here."""

from typing import Final

VERSION: Final = "0.1.0"

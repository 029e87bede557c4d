"""What a web server imports: the only module that builds something at import."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType

UNUSED = ("sklearn", "pandas")


class UnusedLibraries(MetaPathFinder):
    """Treats libraries that serving never uses as not installed.

    LightGBM and Arrow import scikit-learn and pandas wherever they find them: two seconds of each worker's start. The
    lock of the server, `requirements.txt`, does not have them; the environment of a demo or of a developer does.
    """

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> None:
        """Refuse to find one of these libraries, and leave every other module to the next finder."""
        if fullname.partition(".")[0] in UNUSED:
            raise ModuleNotFoundError(f"The server does not use {fullname}.", name=fullname)


sys.meta_path.insert(0, UnusedLibraries())

from dashboard_app.app import create_app  # noqa: E402 - what it imports must not find them
from dashboard_app.settings import read_settings  # noqa: E402

server = create_app(read_settings()).server

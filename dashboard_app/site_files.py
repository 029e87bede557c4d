"""Files that the server reads and no package holds: style sheets, scripts, gunicorn's configuration.

They stand beside the packages in a checkout and in the images, and below ``share`` of the environment where the package
was installed.
"""

import sysconfig
from pathlib import Path
from typing import Final

_CHECKOUT: Final = Path(__file__).resolve().parents[1]


def site_file(name: str) -> Path:
    """Return the path of a file or folder, such as ``assets``."""
    beside = _CHECKOUT / name
    return beside if beside.exists() else Path(sysconfig.get_path("data")) / "share" / "clairscore" / name

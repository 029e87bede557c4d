"""The Java runtime of Spark, checked before Spark starts: Spark's own message gives no remedy."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from model_build.errors import EngineError

OLDEST: Final = 17
_REMEDY: Final = (
    f"install Java {OLDEST} or later (Debian: openjdk-17-jre-headless) and let JAVA_HOME name it, "
    "or leave out --engine spark"
)


def require_java() -> None:
    """Refuse a machine whose Java, the one of ``JAVA_HOME`` or else of the path, is absent or too old.

    Raises
    ------
    EngineError
        There is none, it does not start, or it is older than Spark needs.
    """
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if program is None:
        raise EngineError("Spark needs Java", got="no java on the path", remedy=_REMEDY)
    try:
        # The version is on the second stream.
        output = subprocess.run([program, "-version"], capture_output=True, text=True, check=True, timeout=60).stderr  # noqa: S603 - the operator's own Java
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError("The Java that Spark needs does not start", got=repr(str(error)), remedy=_REMEDY) from error
    match = re.search(r'version "(\d+)(?:\.(\d+))?', output)
    # Until version 8, the first number was 1.
    number = int(match[2] if match[1] == "1" and match[2] else match[1]) if match else 0
    if number < OLDEST:
        raise EngineError("Spark needs a newer Java", got=repr(output.partition("\n")[0]), remedy=_REMEDY)

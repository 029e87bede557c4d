"""The command ``clairscore``: every command of the build and of the dashboard under one name.

Each half is imported only when one of its commands runs, so that a machine that serves needs nothing of a build.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Final

from model_bundle.version import VERSION

BUILD: Final = MappingProxyType(
    {
        "demo": "Write synthetic tables that behave like the real ones.",
        "build": "Train on the tables and activate a new bundle, unless it costs more than the one before.",
        "score": "Score the application_test found in a folder.",
        "verify": "Check a bundle as the dashboard does when it starts.",
        "compare": "Print what changed from one bundle to another.",
        "publish": "Activate a bundle, unless it costs more than the active one.",
        "rollback": "Activate the bundle that was active before.",
    }
)
DASHBOARD: Final = MappingProxyType(
    {
        "serve": "Serve the dashboard.",
        "users": "Add, change and close accounts.",
        "tokens": "Create, list and revoke tokens of the API.",
        "audit": "Verify and purge the audit log.",
        "bundles": "List the bundles that were active, or roll back, without the libraries of a build.",
    }
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command of either half; its own ``--help`` explains it."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    first = words[0] if words else "--help"
    if first in {"-h", "--help"}:
        sys.stdout.write(_usage())
    elif first == "--version":
        sys.stdout.write(f"clairscore {VERSION}\n")
    elif first in BUILD:
        _run_build(words)
    elif first in DASHBOARD:
        _run("dashboard_app.__main__", words)
    else:
        known = ", ".join((*BUILD, *DASHBOARD))
        sys.exit(f"Error: There is no such command: got {first!r}. Choose one of {known}; see clairscore --help.")


def build_main() -> None:
    """Run one command of the offline half: ``clairscore-build build --data ...``."""
    _run_build(sys.argv[1:])


def _run_build(words: list[str]) -> None:
    try:
        _run("model_build.cli.commands", words)
    except ModuleNotFoundError as error:
        sys.exit(
            f"Error: This command needs the libraries of a build: got no module {error.name!r}. "
            'Install them: pip install "clairscore[build]", or requirements-build.txt in a checkout.'
        )


def _run(module: str, words: list[str]) -> None:
    # Typer names the program in its help as it was called, and reads the rest.
    sys.argv = [sys.argv[0], *words]
    import_module(module).main()


def _usage() -> str:
    lines = ["Usage: clairscore COMMAND [ARGUMENTS]...", "", "  Build, check and serve the credit-decision dashboard."]
    for title, commands in (("Build (offline)", BUILD), ("Dashboard", DASHBOARD)):
        lines += ["", f"{title}:", *(f"  {name:<10} {text}" for name, text in commands.items())]
    lines += ["", "Options:", "  --version  Print the version.", "  --help     Print this, or the help of a command."]
    return "\n".join(lines) + "\n"

"""Compiles the catalogues into the package; everything else about the package stands in pyproject.toml."""

from babel.messages.frontend import CommandLineInterface
from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithCatalogues(build_py):
    """Copies the modules, and what lies beside them, after `messages.mo` was made from `messages.po`."""

    def run(self) -> None:
        """Compile the catalogues, then build."""
        status = CommandLineInterface().run(["pybabel", "compile", "--directory", "dashboard_app/translations"])
        if status:
            raise RuntimeError(f"pybabel compile failed: it returned {status}. What is wrong stands above.")
        super().run()


setup(cmdclass={"build_py": BuildWithCatalogues})

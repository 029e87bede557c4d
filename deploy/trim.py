"""Remove from an installed environment what the web process never opens: `python trim.py SITE_PACKAGES`.

Standard library only: it runs while the web image is built. A rule that matches nothing stops the build, so that
somebody looks at a new version of a library. `tests/deploy/test_trim.py` signs in and opens a client's file in a
trimmed environment; `docs/operations.md` lists how much the rules save.
"""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Rule:
    """Files to remove, relative to the environment's site-packages.

    Attributes
    ----------
    reason
        Why the web process does not need them.
    remove
        Glob patterns of files and directories.
    keep
        Glob patterns of files to keep although a pattern of `remove` matches them.
    """

    reason: str
    remove: tuple[str, ...]
    keep: tuple[str, ...] = ()


RULES = (
    Rule("Source maps serve developers of the libraries", ("**/*.map",)),
    Rule(
        "Tests, headers and sources of compiled modules",
        (
            "*/tests",
            "*/*/tests",
            "*/*/*/tests",
            "*/include",
            "*/*/include",
            "**/*.pyi",
            "**/*.pyx",
            "**/*.pxd",
            "**/*.pxi",
            "**/*.a",
            "**/*.h",
        ),
    ),
    Rule(
        "SciPy comes with LightGBM, which imports scipy.sparse; that opens neither the other parts nor their OpenBLAS",
        ("scipy/*/", "scipy.libs"),
        keep=("scipy/_lib", "scipy/sparse"),
    ),
    Rule(
        "The solvers and graphs of scipy.sparse load the parts that are gone",
        ("scipy/sparse/linalg", "scipy/sparse/csgraph", "scipy/_lib/cobyqa", "scipy/_lib/pyprima"),
    ),
    Rule(
        "Arrow Flight, its file formats and file systems, and a second and third copy of libarrow_python",
        (
            "pyarrow/libarrow_flight*",
            "pyarrow/libarrow_python_flight*",
            "pyarrow/src",
            "pyarrow/_*.so",
            "pyarrow/libarrow_python.so",
            "pyarrow/libarrow_python.so.*.*",
        ),
        keep=("pyarrow/_compute.*.so",),
    ),
    Rule(
        "Charts are plain JSON (`dashboard_app/figures/chart.py`): no class of a trace and no validator is loaded",
        (
            "plotly/graph_objs/*/",
            "plotly/graph_objs/_*.py",
            "plotly/validators/*",
            "plotly/package_data/datasets",
            "plotly/figure_factory",
            "plotly/matplotlylib",
            "plotly/express",
        ),
        keep=("plotly/validators/__init__.py", "plotly/graph_objs/__init__.py", "plotly/graph_objs/_figure.py"),
    ),
    Rule("Plotly's extension of Jupyter", ("jupyterlab_plotly",)),
    Rule(
        "Dash's own table and unused components, development scripts, other versions of React; AG Grid's paid modules",
        (
            "dash/dash_table/async-*",
            "dash/dash_table/commons*",
            "dash/dash_table/demo*",
            "dash/dcc/async-mathjax.js",
            "dash/dcc/async-datepicker.js",
            "dash/dcc/async-slider.js",
            "dash/dcc/async-dropdown.js",
            "dash/dcc/async-upload.js",
            "dash/*/metadata.json",
            "dash/dash-renderer/build/*.dev.js",
            "dash/deps/react*@16*",
            "dash/deps/react*@18.2*",
            "dash/deps/react*@18.3.1.js",
            "dash_ag_grid/async-enterprise.js",
        ),
    ),
    Rule(
        "Bootstrap's other version, themes and icons: the pages link to bootstrap.min.css",
        ("flask_bootstrap/static/bootstrap4", "flask_bootstrap/static/bootstrap5/*/*"),
        keep=("flask_bootstrap/static/bootstrap5/css/bootstrap.min.css",),
    ),
    Rule(
        "Languages that the pages do not support",
        ("babel/locale-data/*.dat",),
        keep=tuple(f"babel/locale-data/{name}.dat" for name in ("root", "en", "en_US", "fr", "fr_FR")),
    ),
    Rule(
        "Plotly's adapters for table libraries that the web process does not use",
        tuple(f"narwhals/_{name}" for name in ("dask", "ibis", "pandas_like", "polars", "spark_like")),
    ),
    Rule(
        "Databases that are not supported",
        ("sqlalchemy/testing", *(f"sqlalchemy/dialects/{name}" for name in ("mssql", "mysql", "oracle"))),
    ),
    Rule(
        "Form errors in languages that the pages do not support",
        ("wtforms/locale/*/",),
        keep=("wtforms/locale/en", "wtforms/locale/fr"),
    ),
    Rule("Modules of NumPy's own tests", ("numpy/_core/_simd.*.so", "numpy/_core/*_tests.*.so")),
    Rule(
        "Rich highlights Python only",
        ("pygments/lexers/*.py",),
        keep=("pygments/lexers/__init__.py", "pygments/lexers/_mapping.py", "pygments/lexers/python.py"),
    ),
    Rule("Lists of installed files, which are no longer accurate", ("*.dist-info/RECORD",)),
    Rule("Nothing is installed in a finished image", ("setuptools*", "_distutils_hack", "distutils-precedence.pth")),
)


# Where `strip` brings megabytes. Libraries in `*.libs` were rearranged by auditwheel and do not load once stripped.
STRIPPED = ("pyarrow/*.so*", "cryptography/**/*.so", "sqlalchemy/**/*.so", "_brotli*.so")


def main(site_packages: Path) -> None:
    """Remove what the rules name, strip the compiled libraries, and print how many MB each step saved."""
    before = size(site_packages)
    for rule in RULES:
        sys.stdout.write(f"{apply(rule, site_packages) / 1e6:6.1f} MB  {rule.reason}\n")
    sys.stdout.write(f"{strip(site_packages) / 1e6:6.1f} MB  Symbols of compiled libraries\n")
    sys.stdout.write(f"{before / 1e6:.0f} MB became {size(site_packages) / 1e6:.0f} MB\n")


def apply(rule: Rule, site_packages: Path) -> int:
    """Remove what a rule names and return its size in bytes; a pattern that matches nothing ends the build."""
    kept = {path for pattern in rule.keep for path in site_packages.glob(pattern)}
    freed = 0
    for pattern in rule.remove:
        found = [path for path in site_packages.glob(pattern) if path not in kept]
        if not found:
            sys.exit(
                f"deploy/trim.py: {pattern!r} matches nothing in {site_packages}. Adapt the rule to the new version."
            )
        for path in found:
            if path.is_dir():
                freed += size(path)
                shutil.rmtree(path)
            elif path.exists():
                freed += path.stat().st_size
                path.unlink()
    return freed


def strip(site_packages: Path) -> int:
    """Remove the symbols that nothing links to, and return the bytes saved; without binutils, do nothing."""
    program = shutil.which("strip")
    if program is None:
        return 0
    freed = 0
    libraries = {path for pattern in STRIPPED for path in site_packages.glob(pattern) if not path.is_symlink()}
    for library in sorted(libraries):
        if library.stat().st_nlink > 1:
            sys.exit(f"deploy/trim.py: {library} is shared with a cache. Install with --link-mode copy.")
        before = library.stat().st_size
        subprocess.run([program, "--strip-unneeded", library], check=True)  # noqa: S603 - binutils
        freed += before - library.stat().st_size
    return freed


def size(directory: Path) -> int:
    """Return the bytes of all files below a directory."""
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file() and not path.is_symlink())


if __name__ == "__main__":
    main(Path(sys.argv[1]))

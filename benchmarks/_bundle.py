"""The bundle of the page benchmarks: synthetic rows, as many as in the real tables."""

import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT / "data" / "bench"
APPLICANTS, DECIDED = 58_139, 48_744


def bundles_directory() -> Path:
    """Return a directory of bundles with 48,744 clients active; built once, in a few minutes."""
    bundles = BENCH / "bundles"
    if not (bundles / "current").is_file():
        tables = BENCH / "demo"
        print(f"Building a bundle of {APPLICANTS:,} + {DECIDED:,} synthetic applicants ...")
        _run("demo", "--out", str(tables), "--applicants", str(APPLICANTS), "--decided", str(DECIDED))
        _run("build", "--data", str(tables), "--out", str(bundles))
    return bundles


def percentile(values: list[float], share: float) -> float:
    """Return the value under which a share of the values lies."""
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def parse_trees(arguments: Sequence[str]) -> list[Path]:
    """Return the source trees that a command line names, to be measured in turns with this one."""
    return [Path(name).resolve() for name in arguments]


def name_tree(tree: Path) -> str:
    """Return what stands behind the figures of a source tree; nothing behind those of this one."""
    return "" if tree == ROOT else f" ({tree.name})"


def report(what: str, value: str, reach: str) -> None:
    """Print one figure beside what is to be reached."""
    print(f"{what:<70} {value:>14}   to reach: {reach}")


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "model_build", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

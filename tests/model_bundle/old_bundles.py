"""Bundles as the code before this contract wrote them, of synthetic tables, cut down to a few rows and sealed by it."""

from pathlib import Path
from zipfile import ZipFile

from model_bundle.publication import activate

FOLDER = Path(__file__).parent / "bundles"
IDS = {
    1: "20261127T122801Z-ee54f96da8bc",
    2: "20261127T122947Z-2b222614868b",
    3: "20261127T123052Z-92e945b475a9",
}


def unpacked(contract: int, parent: Path) -> Path:
    """Return the bundle of a contract, unpacked under ``parent`` and active there."""
    path = parent / IDS[contract]
    with ZipFile(FOLDER / f"contract-{contract}.zip") as archive:
        archive.extractall(path)
    activate(parent, path.name)
    return path

"""What follows the active bundle: the champion of the MLflow registry, where MLflow is installed."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol


class Follower(Protocol):
    """Called with the id of an activated bundle; problems are in its notes."""

    notes: list[str]

    def __call__(self, bundle_id: str) -> None:
        """Follow this bundle."""


QUICK_NOTE: Final = "A quick build is no run in MLflow: its champion stays what it was."


class NoRegistry:
    """Does nothing; its only note gives the reason."""

    def __init__(self, note: str) -> None:
        self.notes = [note]

    def __call__(self, bundle_id: str) -> None:
        """Do nothing."""


def follower_for(bundles: Path) -> Follower:
    """Return the follower of a folder of bundles; it does nothing where only the dashboard is installed."""
    if find_spec("mlflow") is None:
        return NoRegistry("MLflow is not installed here: its champion stays what it was.")
    from model_build.publishing.tracking.champion import ChampionFollower

    return ChampionFollower(bundles.parent / "mlflow")

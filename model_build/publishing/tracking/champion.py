"""The registry follows what is active: its alias names the version of that bundle."""

from pathlib import Path

from model_build.errors import BuildError
from model_build.publishing.tracking.registry import find_version, set_champion
from model_build.publishing.tracking.run import connect


class ChampionFollower:
    """Called with the id of a bundle that became active. What fails is a note: the bundle is active all the same.

    Parameters
    ----------
    store
        Folder of the embedded tracking store.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self.notes: list[str] = []

    def __call__(self, bundle_id: str) -> None:
        """Let the alias name the version of this bundle."""
        try:
            connect(self._store)
            version = find_version(bundle_id)
            if version is None:
                self.notes.append(f"MLflow knows no model of bundle {bundle_id}: its champion stays what it was.")
                return
            set_champion(version)
        except BuildError as error:
            self.notes.append(f"MLflow's champion stays what it was: {error}")

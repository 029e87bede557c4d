"""The registered model: one version for each bundle, and the alias of the active one."""

import mlflow
from mlflow.entities.model_registry import ModelVersion
from mlflow.exceptions import MlflowException

from model_build.errors import BuildError
from model_build.publishing.tracking.run import named_errors

NAME = "clairscore"
CHAMPION = "champion"
BUNDLE_TAG = "bundle_id"


def register(run_id: str, bundle_id: str) -> str:
    """Register the model that a run logged, with the bundle it belongs to, and return its version.

    A bundle is registered once; a second call returns its version.

    Raises
    ------
    BuildError
        The connected store does not answer, or the run logged no model.
    """
    client = mlflow.MlflowClient()
    with named_errors("The model cannot be registered"):
        _require_name(client)
        known = find_version(bundle_id)
        if known is not None:
            return known
        outputs = client.get_run(run_id).outputs
        logged = outputs.model_outputs if outputs else []
        if not logged:
            raise BuildError(
                "The model cannot be registered", got=f"the run {run_id!r}, which logged none", remedy="build again"
            )
        model_id = logged[0].model_id
        made = client.create_model_version(
            NAME,
            source=client.get_logged_model(model_id).artifact_location,
            run_id=run_id,
            model_id=model_id,
            tags={BUNDLE_TAG: bundle_id},
        )
        return str(made.version)


def set_champion(version: str) -> None:
    """Let the alias name this version: that of the active bundle.

    Raises
    ------
    BuildError
        The connected store does not answer, or has no such version.
    """
    with named_errors(f"Version {version!r} of the model cannot be made the champion"):
        mlflow.MlflowClient().set_registered_model_alias(NAME, CHAMPION, version)


def champion() -> str | None:
    """Return the version that the alias names, or None where it names none."""
    with named_errors("The champion cannot be looked up"):
        try:
            return str(mlflow.MlflowClient().get_model_version_by_alias(NAME, CHAMPION).version)
        except MlflowException as error:
            if error.error_code in {"RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"}:
                return None
            raise


def find_version(bundle_id: str) -> str | None:
    """Return the version that a bundle was registered as, or None; ``find_run`` gives its run."""
    version = _version(bundle_id)
    return None if version is None else str(version.version)


def find_run(bundle_id: str) -> str | None:
    """Return the run that built a bundle, or None where this store does not know it."""
    version = _version(bundle_id)
    return None if version is None else str(version.run_id)


def _version(bundle_id: str) -> ModelVersion | None:
    with named_errors(f"The model of bundle {bundle_id!r} cannot be looked up"):
        # The store of files and older servers cannot search by tag.
        for version in mlflow.MlflowClient().search_model_versions(f"name='{NAME}'"):
            if version.tags.get(BUNDLE_TAG) == bundle_id:
                return version
    return None


def _require_name(client: mlflow.MlflowClient) -> None:
    try:
        client.create_registered_model(NAME)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise

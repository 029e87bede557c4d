import json

import pytest
from pydantic import ValidationError

from model_bundle.errors import BundleContractError, BundleCorruptError
from model_bundle.manifest import FeatureSpec, FileEntry, Manifest, Reference, Threshold
from tests.model_bundle.manifests import manifest


def test_a_manifest_comes_back_the_same():
    written = manifest().identified()
    assert Manifest.from_json(written.to_json()) == written


def test_the_bundle_id_holds_time_and_content():
    one, other = manifest().identified(), manifest(seed=1).identified()
    assert one.bundle_id.startswith("20261120T120000Z-")
    assert one.bundle_id != other.bundle_id


def test_a_changed_threshold_is_found():
    content = json.loads(manifest().identified().to_json())
    content["threshold"]["value"] = 0.095
    with pytest.raises(BundleCorruptError, match="was changed after it was written"):
        Manifest.from_json(json.dumps(content))


@pytest.mark.parametrize("contract", [0, 5, "1", None, True, 2.0])
def test_another_contract_is_refused(contract):
    content = json.loads(manifest().identified().to_json()) | {"contract": contract}
    with pytest.raises(BundleContractError, match="this version reads contracts 1, 2, 3 and 4"):
        Manifest.from_json(json.dumps(content))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '"x"'])
def test_what_is_no_manifest_is_named(text):
    with pytest.raises(BundleCorruptError, match="is not a manifest"):
        Manifest.from_json(text)


def test_the_wrong_place_is_named():
    content = json.loads(manifest().identified().to_json())
    content["threshold"]["value"] = "high"
    with pytest.raises(BundleCorruptError, match=r"wrong at threshold\.value"):
        Manifest.from_json(json.dumps(content))


@pytest.mark.parametrize(
    "changes",
    [
        {"features": (FeatureSpec(name="a"), FeatureSpec(name="a"))},
        {"reference": Reference(contributions={"a": 0.0})},
        {"files": {"../outside": FileEntry(sha256="0" * 64, bytes=0)}},
        {"files": {"/etc/passwd": FileEntry(sha256="0" * 64, bytes=0)}},
    ],
    ids=["feature twice", "reference of other features", "file above", "absolute file"],
)
def test_a_manifest_that_contradicts_itself_is_refused(changes):
    with pytest.raises(ValidationError):
        manifest(**changes)


def test_a_threshold_outside_its_band_is_refused():
    with pytest.raises(ValidationError):
        Threshold(value=0.2, review_low=0.08, review_high=0.1)

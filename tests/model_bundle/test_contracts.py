"""A bundle of an earlier contract opens and serves as it did."""

import json

import pytest

from model_bundle.bundle import Bundle
from model_bundle.errors import BundleCorruptError
from model_bundle.manifest import MANIFEST, READ_CONTRACTS, Manifest
from tests.bundle_copies import copied
from tests.model_bundle.manifests import manifest

LATER_FILES = ("candidates.json", "tuning.json", "steps.json", "fairness.json")
# Written down from the version that wrote contract 1 and knew no other.
ID_OF_CONTRACT_1 = "20261120T120000Z-387167de25e8"


@pytest.fixture
def old(built, tmp_path):
    """A bundle as contract 1 wrote it: without the later files and fields, under the id that it gave."""
    path = copied(built.path, tmp_path)
    for name in LATER_FILES:
        (path / name).unlink(missing_ok=True)
    files = {name: entry for name, entry in built.manifest.files.items() if name not in LATER_FILES}
    written = built.manifest.model_copy(update={"contract": 1, "files": files}).identified()
    (path / MANIFEST).write_text(written.to_json(), encoding="utf-8")
    return path


def test_a_bundle_of_contract_1_opens_and_scores(built, old):
    found = Bundle.open(old)
    assert found.manifest.contract == 1
    assert found.clients.column("probability").equals(Bundle.open(built.path).clients.column("probability"))


def test_what_contract_1_lacks_is_absent(old):
    found = Bundle.open(old)
    assert (found.candidates, found.tuning, found.steps, found.fairness) == (None, None, None, None)
    assert (found.manifest.forced_reason, found.manifest.forced_from) == (None, None)


def test_a_manifest_of_contract_1_is_written_as_it_was(old):
    content = json.loads((old / MANIFEST).read_text(encoding="utf-8"))
    assert content["contract"] == 1
    assert not [name for name in content if name.startswith("forced")]


def test_the_id_of_a_bundle_of_contract_1_is_the_one_it_was_given():
    assert manifest(contract=1).identified().bundle_id == ID_OF_CONTRACT_1


def test_a_field_of_contract_2_is_no_way_to_change_contract_1_unseen(old):
    content = json.loads((old / MANIFEST).read_text(encoding="utf-8"))
    (old / MANIFEST).write_text(json.dumps(content | {"forced_reason": "slipped in"}), encoding="utf-8")
    with pytest.raises(BundleCorruptError, match="contract 1 knows no 'forced_reason'"):
        Bundle.open(old)


def test_a_reason_is_part_of_the_id_of_contract_2():
    plain, forced = manifest(), manifest(forced_reason="the committee said so")
    assert plain.identified().bundle_id != forced.identified().bundle_id
    assert Manifest.from_json(forced.identified().to_json()).forced_reason == "the committee said so"


def test_a_file_that_the_manifest_does_not_name_is_not_read(old):
    (old / "fairness.json").write_text('{"rows": "of somebody else"}', encoding="utf-8")
    assert Bundle.open(old).fairness is None


def test_a_bundle_of_this_version_has_what_its_build_measured(built):
    found = Bundle.open(built.path)
    assert found.manifest.contract == max(READ_CONTRACTS)
    assert [step["name"] for step in found.steps["steps"]] == ["constraints", "protected"]
    assert found.fairness["attributes"]

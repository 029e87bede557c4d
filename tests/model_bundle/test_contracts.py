"""A bundle of an earlier contract opens and serves as it did."""

import json

import pytest

from model_bundle.bundle import Bundle
from model_bundle.errors import BundleCorruptError, BundleMissingError
from model_bundle.manifest import MANIFEST, READ_CONTRACTS, Manifest
from tests.bundle_copies import copied
from tests.model_bundle.manifests import manifest

FILES_OF_CONTRACT_3 = ("golden.json", "data_checks.arrow")
LATER_FILES = (*FILES_OF_CONTRACT_3, "candidates.json", "tuning.json", "steps.json", "fairness.json")
# Written down from the version that wrote contract 1 and knew no other.
ID_OF_CONTRACT_1 = "20261120T120000Z-387167de25e8"


def rewritten(built, parent, contract, without):
    """Return a copy of a bundle as an earlier contract wrote it: its golden rows in the manifest, no later files."""
    path = copied(built.path, parent)
    golden = Bundle.open(built.path).golden
    for name in without:
        (path / name).unlink(missing_ok=True)
    files = {name: entry for name, entry in built.manifest.files.items() if name not in without}
    changes = {"contract": contract, "files": files, "golden": golden}
    written = built.manifest.model_copy(update=changes).identified()
    (path / MANIFEST).write_text(written.to_json(), encoding="utf-8")
    return path


@pytest.fixture
def old(built, tmp_path):
    """A bundle as contract 1 wrote it: without the later files and fields, under the id that it gave."""
    return rewritten(built, tmp_path, 1, LATER_FILES)


@pytest.fixture
def second(built, tmp_path):
    """A bundle as contract 2 wrote it."""
    return rewritten(built, tmp_path, 2, FILES_OF_CONTRACT_3)


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
    assert [step["name"] for step in found.steps["steps"]] == ["constraints", "protected", "protected_grounds"]
    assert found.fairness["attributes"]
    assert len(found.golden) == 20
    assert dict(found.data_checks) == {}


def test_a_bundle_of_contract_2_opens_and_nobody_must_be_checked(built, second):
    found = Bundle.open(second)
    assert found.manifest.contract == 2
    assert found.golden == found.manifest.golden == Bundle.open(built.path).golden
    assert dict(found.data_checks) == {}
    assert found.fairness["attributes"]


def test_the_golden_rows_of_contract_2_are_part_of_its_id(second):
    manifest = Manifest.from_json((second / MANIFEST).read_text(encoding="utf-8"))
    first, *rest = manifest.golden
    changed = manifest.model_copy(update={"golden": (first.model_copy(update={"probability": 0.5}), *rest)})
    assert changed.identified().bundle_id != manifest.bundle_id


def test_golden_rows_have_no_place_in_a_manifest_of_contract_3(built, tmp_path):
    path = copied(built.path, tmp_path)
    content = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    row = {"application": {"SK_ID_CURR": 5}, "history": {}, "probability": 0.5}
    (path / MANIFEST).write_text(json.dumps(content | {"golden": [row]}), encoding="utf-8")
    with pytest.raises(BundleCorruptError, match="contract 3 knows no 'golden'"):
        Bundle.open(path)


@pytest.mark.parametrize("name", FILES_OF_CONTRACT_3)
def test_contract_3_needs_its_files(built, tmp_path, name):
    path = copied(built.path, tmp_path)
    files = {other: entry for other, entry in built.manifest.files.items() if other != name}
    (path / MANIFEST).write_text(built.manifest.model_copy(update={"files": files}).identified().to_json(), "utf-8")
    with pytest.raises(BundleMissingError, match=f"'{name}', which contract 3 requires"):
        Bundle.open(path)

"""A bundle of an earlier contract opens and serves as it did."""

import json

import pytest

from model_bundle import legacy
from model_bundle.bundle import Bundle
from model_bundle.errors import BundleCorruptError, BundleMissingError
from model_bundle.manifest import CONTRACT, MANIFEST, READ_CONTRACTS, Manifest
from model_bundle.naming import default_phrasing
from model_bundle.publication import seal
from model_bundle.reports import CandidateReport, FairnessReport, TuningOutcome
from tests.bundle_copies import copied
from tests.model_bundle.manifests import manifest
from tests.model_bundle.old_bundles import IDS, unpacked

FILES_OF_CONTRACT_3 = ("golden.json", "data_checks.arrow")
# Written down from the version that wrote contract 1 and knew no other.
ID_OF_CONTRACT_1 = "20261120T120000Z-387167de25e8"
WITH_EXPERIMENTS = pytest.mark.parametrize("contract", [2, 3])


@pytest.fixture(scope="module")
def bundles(tmp_path_factory):
    """A bundle of each earlier contract, open."""
    return {
        contract: Bundle.open(unpacked(contract, tmp_path_factory.mktemp(f"contract_{contract}")))
        for contract in legacy.CONTRACTS
    }


def stored(bundle, name):
    """Return a file of a bundle as it stands there."""
    return json.loads((bundle.path / name).read_text(encoding="utf-8"))


def test_there_is_a_bundle_of_every_earlier_contract():
    assert tuple(IDS) == legacy.CONTRACTS
    assert (*legacy.CONTRACTS, CONTRACT) == READ_CONTRACTS


@pytest.mark.parametrize("contract", legacy.CONTRACTS)
def test_a_bundle_of_an_earlier_contract_opens_and_its_golden_rows_score(bundles, contract):
    found = bundles[contract]
    assert (found.manifest.contract, found.manifest.bundle_id) == (contract, IDS[contract])
    assert len(found.golden) == 2
    found.check_golden_rows()
    assert found.clients.num_rows == found.manifest.clients
    assert dict(found.data_checks) == {}


@pytest.mark.parametrize("contract", legacy.CONTRACTS)
def test_its_reports_say_what_its_files_do(bundles, contract):
    found = bundles[contract]
    evaluation, before = found.evaluation, stored(found, "evaluation.json")
    assert evaluation.headline.model_dump() == before["headline"]
    assert list(evaluation.auc_by_fold) == before["auc_by_fold"]
    assert evaluation.confusion.accuracy == before["confusion"]["accuracy"]
    assert evaluation.confusion.cost(found.manifest.costs) == before["confusion"]["cost"]
    assert [point.cost for point in evaluation.cost_curve] == [point["cost"] for point in before["cost_curve"]]
    drift, before = found.drift, stored(found, "drift/drift.json")
    assert drift.verdict.is_drifted is before["verdict"]["is_drifted"]
    assert {one.name: (one.distance, one.is_drifted) for one in drift.features} == {
        one["name"]: (one["distance"], one["drifted"]) for one in before["features"]
    }
    assert (drift.reference_sample, drift.current_sample) == tuple(before["compared_rows"].values())
    kinds = {one.name: one.bins.categories for one in drift.features if one.bins.categories}
    assert set(kinds) == {name for name, entry in found.catalogue.features.items() if entry.categories}
    assert found.explanation.typical == stored(found, "explanation.json")["typical"]


@WITH_EXPERIMENTS
def test_its_experiments_and_groups_say_what_its_files_do(bundles, contract):
    found = bundles[contract]
    steps = stored(found, "steps.json")["steps"]
    assert [(one.name, one.gain, one.is_kept) for one in found.ablation.results] == [
        (step["name"], pytest.approx(step["gain"]), step["kept"]) for step in steps
    ]
    assert [len(one.levers) for one in found.ablation.results] == [len(step.get("levers", [])) for step in steps]
    assert found.tuning.outcome is TuningOutcome.NOT_TUNED
    assert found.candidates.model_dump(exclude={"candidates": {"__all__": {"confusion"}}}, mode="json") == stored(
        found, "candidates.json"
    )
    groups = [group for attribute in found.fairness.attributes for group in attribute.groups]
    before = [group for one in stored(found, "fairness.json")["attributes"] for group in one["groups"]]
    assert len(groups) == len(before)
    for group, was in zip(groups, before, strict=True):
        assert (group.selection_rate.value if group.selection_rate else None) == was["selection_rate"]["value"]
        assert (group.value, group.applicants, group.predicted) == (was["value"], was["applicants"], was["predicted"])
    assert any(group.selection_rate is None for group in groups)


def test_a_report_page_that_was_bounded_says_so_where_it_was_written(bundles):
    assert bundles[3].drift.report_columns < bundles[3].drift.compared_columns
    assert (bundles[2].drift.report_columns, bundles[2].drift.compared_columns) == (None, None)


def test_what_contract_1_lacks_is_absent(bundles):
    found = bundles[1]
    assert (found.candidates, found.tuning, found.ablation, found.fairness) == (None, None, None, None)
    assert (found.manifest.forced_reason, found.manifest.forced_from) == (None, None)
    evaluation = found.evaluation
    assert (evaluation.auc_interval, evaluation.cost_interval, evaluation.threshold_interval) == (None, None, None)
    assert {one.interval for one in (*evaluation.calibration, *evaluation.cost_curve)} == {None}
    assert set(found.reports) == {"evaluation.json", "explanation.json", "drift/drift.json"}


def test_a_catalogue_from_before_there_were_marks_is_read_with_the_stricter_ones(bundles):
    assert "said" not in stored(bundles[1], "catalogue.json")["features"][0]
    for entry in (*bundles[1].catalogue.features.values(), *bundles[1].catalogue.columns.values()):
        assert entry.phrasing == default_phrasing(entry.family)
    assert any(entry.phrasing != default_phrasing(entry.family) for entry in bundles[3].catalogue.features.values())


def test_a_search_that_was_adopted_is_read_as_one():
    content = {"rows": "", "chosen": {}, "default_auc": 0.7, "tuned_auc": 0.8, "gain_by_seed": [0.1], "trials": []}
    for kept, note, outcome in ((True, "kept", "adopted"), (False, "not_better", "not_better")):
        found = json.loads(legacy.upgrade("tuning.json", json.dumps({**content, "kept": kept, "note": note})))
        assert found["outcome"] == outcome


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"steps": [{}]}', '{"steps": 3}'])
def test_a_file_that_no_contract_wrote_is_refused_by_name(text):
    with pytest.raises(BundleCorruptError, match=r"ablation\.json cannot be read .* Build it again"):
        legacy.upgrade("ablation.json", text)


def test_files_have_today_s_names():
    for contract in legacy.CONTRACTS:
        for today, before in (("ablation.json", "steps.json"), ("row_models/bureau.sql", "rows/bureau.sql")):
            assert legacy.file_name(contract, today) == before
            assert legacy.todays_name(contract, before) == today
        assert legacy.file_name(contract, "model.txt") == legacy.todays_name(contract, "model.txt") == "model.txt"
    assert legacy.file_name(CONTRACT, "ablation.json") == "ablation.json"


def test_a_manifest_of_contract_1_is_written_as_it_was(bundles):
    text = (bundles[1].path / MANIFEST).read_text(encoding="utf-8")
    assert not [name for name in json.loads(text) if name.startswith("forced")]
    assert json.loads(bundles[1].manifest.to_json()) == json.loads(text)


def test_the_id_of_a_bundle_of_contract_1_is_the_one_it_was_given():
    assert manifest(contract=1).identified().bundle_id == ID_OF_CONTRACT_1


ROW = {"application": {"SK_ID_CURR": 5}, "history": {}, "probability": 0.5}


@pytest.mark.parametrize(
    ("contract", "changes", "unknown"),
    [(1, {"forced_reason": "slipped in"}, "forced_reason"), (3, {"golden": [ROW]}, "golden")],
)
def test_a_field_of_another_contract_is_no_way_to_change_a_bundle_unseen(tmp_path, contract, changes, unknown):
    path = unpacked(contract, tmp_path)
    content = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    (path / MANIFEST).write_text(json.dumps(content | changes), encoding="utf-8")
    with pytest.raises(BundleCorruptError, match=f"contract {contract} knows no '{unknown}'"):
        Bundle.open(path)


def test_a_reason_is_part_of_the_id():
    plain, forced = manifest(), manifest(forced_reason="the committee said so")
    assert plain.identified().bundle_id != forced.identified().bundle_id
    assert Manifest.from_json(forced.identified().to_json()).forced_reason == "the committee said so"


def test_the_golden_rows_of_contract_2_are_part_of_its_id(bundles):
    found = bundles[2].manifest
    first, *rest = found.golden
    changed = found.model_copy(update={"golden": (first.model_copy(update={"probability": 0.5}), *rest)})
    assert changed.identified().bundle_id != found.bundle_id


def test_a_file_that_the_manifest_does_not_name_is_not_read(tmp_path):
    path = unpacked(1, tmp_path)
    (path / "fairness.json").write_text('{"rows": "of somebody else"}', encoding="utf-8")
    assert Bundle.open(path).fairness is None


def test_a_bundle_of_this_version_has_what_its_build_measured(built):
    found = Bundle.open(built.path)
    assert found.manifest.contract == CONTRACT
    assert [one.name for one in found.ablation.results] == ["constraints", "protected", "protected_grounds"]
    assert isinstance(found.fairness, FairnessReport)
    assert isinstance(found.candidates, CandidateReport)
    assert all(score.confusion.applicants == found.manifest.population for score in found.candidates.candidates)
    assert len(found.golden) == 20
    assert dict(found.data_checks) == {}


@pytest.mark.parametrize("name", FILES_OF_CONTRACT_3)
def test_this_contract_needs_its_files(built, tmp_path, name):
    path = copied(built.path, tmp_path)
    files = {other: entry for other, entry in built.manifest.files.items() if other != name}
    (path / MANIFEST).write_text(built.manifest.model_copy(update={"files": files}).identified().to_json(), "utf-8")
    with pytest.raises(BundleMissingError, match=f"'{name}', which contract {CONTRACT} requires"):
        Bundle.open(path)


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("evaluation.json", '"threshold":', '"limit":', "threshold"),
        ("drift/drift.json", '"is_drifted":true', '"is_drifted":1', "verdict.is_drifted"),
        ("explanation.json", '"importance":', '"importance":NaN,"weight":', "features.0.importance"),
    ],
)
def test_a_report_with_something_else_in_it_is_refused_where_it_is_wrong(built, tmp_path, name, old, new, place):
    path = copied(built.path, tmp_path)
    text = (path / name).read_text(encoding="utf-8")
    assert old in text
    (path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    (path / MANIFEST).unlink()
    seal(path, built.manifest)
    with pytest.raises(BundleCorruptError, match=rf"^{name} is wrong at {place}: .* Build the bundle again"):
        _ = Bundle.open(path).reports

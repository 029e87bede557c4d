import re
import shutil

import pytest

from model_build.errors import BuildError, GateError
from model_build.publishing import activation
from model_build.publishing.activation import find_bundle, publish_bundle, roll_back
from model_bundle import legacy
from model_bundle.bundle import Bundle
from model_bundle.errors import BundleCorruptError, BundleMissingError, SupersededError
from model_bundle.journal import JournalAction, read_journal
from model_bundle.manifest import CONTRACT
from model_bundle.publication import activate, current_id
from tests.bundle_copies import active_id, listing, variant
from tests.model_bundle.old_bundles import unpacked

REASON = "The old one may not be used\nfrom May on"


@pytest.fixture
def bundles(built, tmp_path):
    """A folder in which the small bundle is active."""
    return active_id(built.path, tmp_path)


def test_a_bundle_that_is_no_worse_comes_into_force(built, bundles):
    other, told = variant(built.path, bundles, seed=8), []
    found = publish_bundle(other, reason="asked for", on_activated=told.append)
    assert current_id(bundles) == other.name == found.manifest.bundle_id
    assert found.before == built.path.name
    assert told == [other.name]
    last = read_journal(bundles)[-1]
    assert (last.bundle, last.action, last.reason) == (other.name, JournalAction.PUBLISH, "asked for")


def test_the_one_in_force_may_be_published_again_and_nothing_changes(built, bundles):
    before = (bundles / "history").read_bytes()
    publish_bundle(bundles / built.path.name)
    assert current_id(bundles) == built.path.name
    assert (bundles / "history").read_bytes() == before


def test_a_worse_one_is_refused_and_leaves_no_trace(built, bundles):
    worse = variant(built.path, bundles, seed=9, noise=1.5)
    before = listing(bundles)
    with pytest.raises(GateError, match=r"does not replace it: got 0\.\d+ against .* --force --reason"):
        publish_bundle(worse, on_activated=pytest.fail)
    assert listing(bundles) == before


def test_a_worse_one_is_forced_with_a_reason_that_stands_in_card_manifest_and_journal(built, bundles):
    worse, told = variant(built.path, bundles, seed=9, noise=1.5), []
    before = listing(worse)

    found = publish_bundle(worse, force=True, reason=REASON, on_activated=told.append)

    assert listing(worse) == before
    assert Bundle.open(worse).manifest.forced_reason is None
    forced = Bundle.open(found.path)
    assert current_id(bundles) == found.path.name != worse.name
    assert (forced.manifest.forced_reason, forced.manifest.forced_from) == (REASON, worse.name)
    assert read_journal(bundles)[-1].reason == REASON
    # A registry knows the bundle by the id of its build.
    assert told == [worse.name]
    for language, words in (("en", "although it costs more"), ("fr", "bien que plus coûteux")):
        card = forced.model_card(language)
        assert "The old one may not be used from May on" in card
        assert words in card
        assert built.path.name in card
        # Everything else of the card is what it was.
        assert re.sub(r"\n## [^\n]*(although|bien que).*?(?=\n## )", "", card, flags=re.DOTALL) == Bundle.open(
            worse
        ).model_card(language)


def test_forcing_what_needs_no_force_writes_no_other_bundle(built, bundles):
    other = variant(built.path, bundles, seed=8)
    assert publish_bundle(other, force=True, reason="to be sure").path == other
    assert Bundle.open(other).manifest.forced_reason is None


@pytest.mark.parametrize("contract", legacy.CONTRACTS)
def test_a_forced_bundle_of_an_earlier_contract_becomes_one_of_this_contract(tmp_path, contract):
    active = unpacked(contract, tmp_path)
    worse = variant(active, active.parent, seed=9, noise=1.5)
    before = Bundle.open(worse)
    assert before.manifest.contract == contract

    found = Bundle.open(publish_bundle(worse, force=True, reason=REASON).path)
    assert found.manifest.contract == CONTRACT
    assert found.reports == before.reports
    assert found.catalogue == before.catalogue
    assert "steps.json" not in found.manifest.files
    assert dict(found.data_checks) == {}
    assert len(found.golden) == 2
    for row in found.golden:
        assert row.application.get("SK_ID_CURR") is row.application.get("CODE_GENDER") is None


@pytest.mark.parametrize("reason", [None, " "])
def test_force_needs_a_reason(built, bundles, reason):
    with pytest.raises(BuildError, match="not forced without a reason"):
        publish_bundle(bundles / built.path.name, force=True, reason=reason)


def test_a_bundle_that_a_reader_would_refuse_does_not_come_into_force(built, bundles):
    other = variant(built.path, bundles, seed=8)
    (other / "features.sql").unlink()
    (other / "features.sql").write_text("SELECT 1")
    with pytest.raises(BundleCorruptError, match=r"features\.sql"):
        publish_bundle(other)
    assert current_id(bundles) == built.path.name


def test_a_renamed_bundle_is_refused(built, bundles):
    other = variant(built.path, bundles, seed=8).rename(bundles / "best")
    with pytest.raises(BuildError, match="in folder 'best'; rename the folder"):
        publish_bundle(other)


def test_a_bundle_compared_with_one_that_was_replaced_meanwhile_is_not_put_in_force(built, bundles, monkeypatch):
    other, third = (variant(built.path, bundles, seed=seed) for seed in (8, 9))
    judge = activation.gate.evaluate_candidate_bundle

    def overtaken(*sides):
        verdict = judge(*sides)
        activate(bundles, third.name)
        return verdict

    monkeypatch.setattr(activation.gate, "evaluate_candidate_bundle", overtaken)
    with pytest.raises(SupersededError):
        publish_bundle(other)
    assert current_id(bundles) == third.name


def test_rollback_goes_back_one_by_one_and_publish_comes_back(built, bundles):
    first = built.path.name
    second, third = (variant(built.path, bundles, seed=seed) for seed in (8, 9))
    publish_bundle(second)
    publish_bundle(third)
    told = []

    assert roll_back(bundles, reason="too strict", on_activated=told.append).manifest.bundle_id == second.name
    assert roll_back(bundles, on_activated=told.append).manifest.bundle_id == first == current_id(bundles)
    assert told == [second.name, first]
    assert [entry.action for entry in read_journal(bundles)][-2:] == [JournalAction.ROLLBACK] * 2
    with pytest.raises(BundleMissingError, match="No bundle was active before"):
        roll_back(bundles)
    publish_bundle(third)
    assert roll_back(bundles).manifest.bundle_id == first


def test_a_rollback_asks_for_no_lower_cost(built, bundles):
    worse = variant(built.path, bundles, seed=9, noise=1.5)
    activate(bundles, worse.name)
    activate(bundles, built.path.name)
    assert roll_back(bundles).path == worse


def test_a_rollback_to_a_bundle_that_is_gone_changes_nothing(built, bundles):
    second = variant(built.path, bundles, seed=8)
    publish_bundle(second)
    shutil.rmtree(bundles / built.path.name)
    with pytest.raises(BundleMissingError, match="There is no bundle at"):
        roll_back(bundles)
    assert current_id(bundles) == second.name


def test_a_folder_whose_bundles_no_journal_tells_of_has_nothing_before(built, bundles):
    """As an older version left it."""
    (bundles / "history").unlink()
    with pytest.raises(BundleMissingError, match="No bundle was active before"):
        roll_back(bundles)
    second = variant(built.path, bundles, seed=8)
    publish_bundle(second)
    assert roll_back(bundles).manifest.bundle_id == built.path.name


def test_a_bundle_is_found_by_path_by_id_and_as_the_one_in_force(built, bundles, tmp_path):
    name = built.path.name
    for given in (str(bundles / name), name, name.upper(), str(bundles)):
        assert find_bundle(given, bundles) == bundles / name
    with pytest.raises(BundleMissingError, match="There is no bundle 'nowhere'"):
        find_bundle("nowhere", bundles)

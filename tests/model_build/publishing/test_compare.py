import pytest

from model_build.publishing.compare import differences
from model_bundle.arrow_file import open_table, write_table
from model_bundle.bundle import Bundle
from model_bundle.decision import decide_all, threshold_with_band
from model_bundle.integrity import read_manifest
from model_bundle.manifest import MANIFEST
from model_bundle.publication import seal
from tests.bundle_copies import copied


@pytest.fixture
def one(built):
    return Bundle.open(built.path)


@pytest.fixture
def changed(built, tmp_path):
    """A function: a copy of the bundle with another manifest, and without its first clients."""

    def other(skipped=0, **changes):
        path = copied(built.path, tmp_path)
        manifest = read_manifest(path)
        if skipped:
            table = open_table(built.path / "clients.arrow").slice(skipped)
            (path / "clients.arrow").unlink()
            write_table(table, path / "clients.arrow")
        (path / MANIFEST).unlink()
        seal(path, manifest.model_copy(update=changes))
        return Bundle.open(path)

    return other


def test_a_bundle_differs_in_nothing_from_itself(one):
    found = differences(one, one)
    assert found["Parameters"] == found["Features"] == found["Tables"] == {"nothing": "changed"}
    assert found["Bundles"] == {"A": one.manifest.bundle_id, "B": one.manifest.bundle_id}
    assert all(line.endswith("(+0.0000)") for line in found[next(t for t in found if "Figures" in t)].values())
    decisions = found["Decisions on the pending applications that both have"]
    assert decisions == {"applicants in common": "400", "decided otherwise": "0"}


def test_another_threshold_and_figures_are_told_with_their_difference(one, changed):
    metrics = one.manifest.metrics
    other = changed(
        threshold=threshold_with_band(0.2),
        metrics=metrics.model_copy(update={"auc": metrics.auc + 0.01}),
        seed=77,
        forced_reason="so it was",
    )
    found = differences(one, other)
    figures = found["Figures, each out of fold on its own training applicants"]
    assert figures["auc"] == f"{metrics.auc:.4f} -> {metrics.auc + 0.01:.4f} (+0.0100)"
    assert figures["threshold"].startswith(f"{one.manifest.threshold.value:.4f} -> 0.2000")
    assert found["Bundles"]["seed"] == f"{one.manifest.seed} -> 77"
    assert "forced: so it was" in found["Bundles"]["B"]


def test_decisions_are_compared_on_the_clients_of_both(one, changed):
    other = changed(skipped=100, threshold=threshold_with_band(0.2))
    found = differences(one, other)["Decisions on the pending applications that both have"]
    scores = one.clients.column("probability").to_numpy()[100:]
    before, after = (decide_all(scores, bundle.manifest.threshold) for bundle in (one, other))
    assert found["applicants in common"] == "300"
    assert int(found["decided otherwise"]) == sum(old is not new for old, new in zip(before, after, strict=True)) > 0
    counts = {name: int(count) for name, count in found.items() if "->" in name}
    assert sum(counts.values()) == int(found["decided otherwise"])
    assert counts["refused -> granted"] == sum(
        pair == ("refused", "granted") for pair in zip(before, after, strict=True)
    )


def test_features_and_tables_that_came_or_went_are_named(one, monkeypatch):
    manifest = one.manifest.model_copy(
        update={"features": one.manifest.features[2:], "tables_present": one.manifest.tables_present[1:]}
    )
    less = Bundle(one.path, manifest, one.catalogue, one.scorer, one.runner)
    gone = [feature.name for feature in one.manifest.features[:2]]

    found = differences(one, less)
    assert found["Features"]["removed (2)"] == ", ".join(sorted(gone))
    assert found["Tables"]["removed (1)"] == one.manifest.tables_present[0]
    assert differences(less, one)["Features"]["added (2)"] == ", ".join(sorted(gone))


def test_importance_and_parameters_are_those_of_the_models(one, monkeypatch, changed):
    other = changed(seed=77)
    text = (other.path / "model.txt").read_text(encoding="utf-8")
    assert "[learning_rate: 0.03]" in text
    (other.path / "model.txt").write_text(text.replace("[learning_rate: 0.03]", "[learning_rate: 0.05]"))
    first, second, third, *rest = one.explanation.features
    swapped = one.explanation.model_copy(update={"features": (second, first, *rest)})
    monkeypatch.setitem(vars(other), "explanation", swapped)

    found = differences(one, other)
    assert found["Parameters"] == {"learning_rate": "0.03 -> 0.05"}
    importance = found["Most important features, mean absolute contribution"]
    assert importance[first.name] == f"{first.importance:.3f} (no. 1) -> {first.importance:.3f} (no. 2)"
    assert importance[third.name].endswith("-> not there")

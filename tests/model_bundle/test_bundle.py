"""A bundle spoilt in every way a disk, a network or a person can spoil it: refused by name, without a crash."""

import json
import pickle
import re
import subprocess
import sys
import threading

import pytest

from model_bundle import bundle as opening
from model_bundle import integrity, scorer
from model_bundle.bundle import Bundle
from model_bundle.errors import (
    BundleContractError,
    BundleCorruptError,
    BundleError,
    BundleMissingError,
    GoldenRowError,
)
from model_bundle.manifest import MANIFEST, Manifest
from model_bundle.publication import seal
from tests.bundle_copies import copied

FILES = (MANIFEST, *integrity.REQUIRED_FILES)


@pytest.fixture
def bundle(built, tmp_path):
    """A copy of a real bundle, to be spoilt."""
    return copied(built.path, tmp_path)


def refused(path):
    """Return the error of a bundle, whose sentence says what to do."""
    with pytest.raises(BundleError) as caught:
        Bundle.open(path)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert any(remedy in sentence for remedy in ("again", "Install", "Let the dashboard"))
    return caught.value


def resealed(path, **changes):
    """Write a manifest that agrees with the files as they are now: only what is in them can be wrong."""
    manifest = Manifest.from_json((path / MANIFEST).read_text(encoding="utf-8"))
    seal(path, manifest.model_copy(update=changes))
    return path


def edit(path, old, new):
    """Replace the first occurrence of a text in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_whole_copy_opens_and_gives_everything(bundle):
    found = Bundle.open(bundle)

    assert found.clients.num_rows == found.manifest.clients
    assert found.population.num_rows == found.manifest.population
    assert found.shap_sample.num_rows > 0
    assert found.evaluation.headline.auc == found.manifest.metrics.auc
    assert {one.name for one in found.explanation.features} == set(found.manifest.feature_names)
    assert found.drift.verdict.rule.threshold
    assert found.drift_report.is_file()
    assert found.scorer.trees > 0


@pytest.mark.case(31)
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("place", [0.0, 0.5, 1.0], ids=["first byte", "middle byte", "last byte"])
def test_one_flipped_byte_in_any_file_is_noticed(bundle, name, place):
    content = bytearray((bundle / name).read_bytes())
    content[int(place * (len(content) - 1))] ^= 0x01
    (bundle / name).write_bytes(content)

    error = refused(bundle)

    assert isinstance(error, BundleCorruptError)
    assert name in str(error)


@pytest.mark.case(31)
@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file_is_noticed_before_it_is_opened(bundle, name):
    content = (bundle / name).read_bytes()
    (bundle / name).write_bytes(content[: len(content) // 2])
    assert isinstance(refused(bundle), BundleCorruptError)


@pytest.mark.case(31)
@pytest.mark.parametrize("name", integrity.REQUIRED_FILES)
def test_a_file_with_one_byte_more_is_noticed(bundle, name):
    with (bundle / name).open("ab") as file:
        file.write(b"\n")
    assert "bytes, the manifest says" in str(refused(bundle))


@pytest.mark.case(31)
@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(bundle, name):
    (bundle / name).unlink()
    error = refused(bundle)
    assert isinstance(error, BundleMissingError)
    assert name in str(error)


@pytest.mark.case(31)
def test_a_truncated_model_ends_in_a_sentence_and_not_in_a_crash(bundle):
    """Read by LightGBM, this file takes the whole process with it: so it is tried in another process."""
    content = (bundle / "model.txt").read_bytes()
    (bundle / "model.txt").write_bytes(content[: len(content) * 2 // 3])

    verified = subprocess.run(
        [sys.executable, "-m", "model_build", "verify", "--bundle", str(bundle)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert verified.returncode == 2
    assert verified.stdout == ""
    (sentence,) = verified.stderr.splitlines()
    assert sentence.startswith("Error: 'model.txt' has ")
    assert sentence.endswith("copy it again from where it came.")


@pytest.mark.case(31)
@pytest.mark.parametrize("name", ["model.txt", "drift/report.html", MANIFEST])
def test_a_link_is_refused_even_to_the_very_same_bytes(bundle, tmp_path, name):
    outside = tmp_path / "elsewhere"
    (bundle / name).rename(outside)
    (bundle / name).symlink_to(outside)
    refused(bundle)


def test_a_linked_folder_of_a_bundle_is_refused(bundle, tmp_path):
    (bundle / "drift").rename(tmp_path / "drift")
    (bundle / "drift").symlink_to(tmp_path / "drift")
    assert "but a link" in str(refused(bundle))


@pytest.mark.case(31)
def test_a_leaf_changed_with_its_hash_is_caught_by_the_golden_rows(bundle):
    """LightGBM loads a changed leaf without a word; every first leaf here differs in one digit."""
    text = (bundle / "model.txt").read_text(encoding="utf-8")
    changed = re.sub(r"(?<=leaf_value=)(-?\d+\.)(\d)", lambda leaf: leaf[1] + str((int(leaf[2]) + 5) % 10), text)
    assert len(changed) == len(text)
    assert changed != text
    (bundle / "model.txt").write_text(changed, encoding="utf-8")

    error = refused(resealed(bundle))

    assert isinstance(error, GoldenRowError)
    assert "the bundle says" in str(error)


@pytest.mark.case(31)
def test_features_in_another_order_are_refused(bundle):
    features = Manifest.from_json((bundle / MANIFEST).read_text(encoding="utf-8")).features
    swapped = (features[1], features[0], *features[2:])
    error = refused(resealed(bundle, features=swapped))
    assert isinstance(error, BundleCorruptError)
    assert "in another order" in str(error)


def test_sql_that_gives_the_features_in_another_order_is_refused(bundle):
    names = Manifest.from_json((bundle / MANIFEST).read_text(encoding="utf-8")).feature_names
    sql = (bundle / "features.sql").read_text(encoding="utf-8")
    others = ", ".join(f'"{name}"' for name in ("SK_ID_CURR", names[1], names[0], *names[2:]))
    (bundle / "features.sql").write_text(f"SELECT {others} FROM ({sql})", encoding="utf-8")  # noqa: S608
    assert "features.sql does not give the manifest's features" in str(refused(resealed(bundle)))


@pytest.mark.parametrize(
    ("sql", "wrong"),
    [("SELECT nothing FROM nowhere", "features.sql does not run"), ("SELECT 1 AS SK_ID_CURR", "does not give")],
)
def test_sql_that_is_none_is_refused(bundle, sql, wrong):
    (bundle / "features.sql").write_text(sql, encoding="utf-8")
    assert wrong in str(refused(resealed(bundle)))


def test_a_model_that_is_none_is_refused(bundle):
    (bundle / "model.txt").write_text("this is no model\n", encoding="utf-8")
    assert "model.txt is no LightGBM model" in str(refused(resealed(bundle)))


def test_another_catalogue_is_refused(bundle):
    (bundle / "catalogue.json").write_text("[]", encoding="utf-8")
    assert "catalogue.json is wrong at its content" in str(refused(resealed(bundle)))


def test_another_contract_is_refused_by_its_number(bundle):
    content = json.loads((bundle / MANIFEST).read_text(encoding="utf-8"))
    (bundle / MANIFEST).write_text(json.dumps(content | {"contract": 5}), encoding="utf-8")
    error = refused(bundle)
    assert isinstance(error, BundleContractError)
    assert "follows contract 5, this version reads contracts 1, 2, 3 and 4" in str(error)


@pytest.mark.case(31)
def test_an_older_lightgbm_is_refused_before_it_reads_the_model(bundle, monkeypatch):
    monkeypatch.setattr(scorer, "version", lambda _: "4.5.0")
    monkeypatch.setattr(opening, "Scorer", lambda *_: pytest.fail("the model was read"))
    error = refused(bundle)
    assert isinstance(error, BundleContractError)
    assert "LightGBM 4.5.0 is installed" in str(error)


@pytest.mark.case(31)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"bundle_id": "20', '"bundle_id": "19'),
        ('"seed": ', '"seed": 1'),
        ('"value": 0.', '"value": 0.0'),
        ('"sha256": "', '"sha256": "f'),
        ('"slope": ', '"slope": -'),
    ],
)
def test_a_manifest_changed_by_hand_is_noticed(bundle, old, new):
    edit(bundle / MANIFEST, old, new)
    assert isinstance(refused(bundle), BundleCorruptError)


@pytest.mark.case(31)
def test_a_manifest_of_another_bundle_is_noticed(bundle):
    other = Manifest.from_json((bundle / MANIFEST).read_text(encoding="utf-8"))
    entry = other.files["model.txt"].model_copy(update={"sha256": "0" * 64})
    changed = other.model_copy(update={"files": {**other.files, "model.txt": entry}}).identified()
    (bundle / MANIFEST).write_text(changed.to_json(), encoding="utf-8")
    assert "'model.txt' was changed" in str(refused(bundle))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[" * 100_000, b"{}", b'{"contract": 1}', b"\x00" * 100])
def test_a_manifest_that_is_none_is_named(bundle, content):
    (bundle / MANIFEST).write_bytes(content)
    assert isinstance(refused(bundle), BundleCorruptError)


def test_a_bundle_without_golden_rows_proves_nothing_and_is_refused(bundle):
    (bundle / "golden.json").write_text('{"rows": []}', encoding="utf-8")
    assert isinstance(refused(resealed(bundle)), GoldenRowError)


@pytest.mark.parametrize("content", ["", "[]", '{"rows": 3}', '{"rows": [{"probability": 2}]}'])
def test_golden_rows_that_are_none_are_named(bundle, content):
    (bundle / "golden.json").write_text(content, encoding="utf-8")
    assert "golden.json is wrong at" in str(refused(resealed(bundle)))


def test_a_model_that_does_not_answer_is_named_and_does_not_hold_the_process(bundle, monkeypatch):
    asleep = threading.Event()
    monkeypatch.setattr(opening, "PREDICTION_SECONDS", 0.2)
    monkeypatch.setattr(Bundle, "_score_golden_rows", lambda self: asleep.wait(5))
    with pytest.raises(GoldenRowError, match="no answer within"):
        Bundle.open(bundle)
    asleep.set()


@pytest.mark.case(32)
def test_a_pickle_beside_the_model_is_never_opened(bundle, tmp_path):
    class Trap:
        def __reduce__(self):
            return (open, (str(tmp_path / "sprung"), "w"))

    for name in ("model.pkl", "scaler.joblib", "drift/frame.pickle"):
        (bundle / name).write_bytes(pickle.dumps(Trap()))

    found = Bundle.open(bundle)
    _ = found.clients, found.population, found.shap_sample, found.evaluation, found.explanation, found.drift

    assert not (tmp_path / "sprung").exists()


@pytest.mark.case(31)
def test_nothing_is_opened_before_everything_was_checked(bundle, monkeypatch):
    """The last file in the list is wrong: nothing of the first may have been read as what it says it is."""
    (bundle / integrity.REQUIRED_FILES[-1]).write_text("changed")
    for name in ("Scorer", "FeatureRunner", "Catalogue"):
        monkeypatch.setattr(opening, name, lambda *_: pytest.fail("opened"))
    refused(bundle)

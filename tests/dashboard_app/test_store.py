"""The one door to data: lookups that agree with the tables, and a bundle that changes under a running worker."""

import shutil
import threading
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pytest

from dashboard_app.store import Portfolio, Store, code_texts
from model_bundle.errors import BundleError, BundleMissingError
from model_bundle.manifest import MANIFEST
from model_bundle.publication import CURRENT, put_in_force, seal, staging
from model_bundle.publication import publish as put


def test_every_number_has_its_row_and_others_have_none(portfolio):
    ids = portfolio.client_ids.tolist()
    assert ids == sorted(set(ids))
    assert [portfolio.row_of(number) for number in ids] == list(range(len(ids)))
    between = [number + 1 for number in ids if number + 1 not in ids]
    assert [portfolio.row_of(number) for number in (0, *between, 2**63 - 1)] == [None] * (len(between) + 2)


def test_a_clients_features_are_those_of_the_table(portfolio):
    stored = portfolio.bundle.clients.column("features")
    for row in (0, 17, len(stored) - 1):
        expected = np.array([np.nan if value is None else value for value in stored[row].as_py()])
        np.testing.assert_array_equal(portfolio.features[row], expected)
    assert portfolio.features.shape == (len(portfolio.client_ids), len(portfolio.feature_index))


def test_what_stands_behind_the_door_cannot_be_changed(portfolio):
    with pytest.raises(ValueError, match="read-only"):
        portfolio.features[0, 0] = 1.0
    with pytest.raises(AttributeError):
        portfolio.bundle = None


def test_a_clients_cells_hold_the_form_and_no_vector(portfolio):
    cells = portfolio.client_cells(3)
    assert cells["SK_ID_CURR"] == portfolio.client_ids[3]
    assert "features" not in cells
    assert {name.split(".")[0] for name in cells} == {"SK_ID_CURR", "probability", "application", "history"}


def test_text_columns_are_coded_in_the_order_of_their_values(portfolio):
    name = "application.NAME_INCOME_TYPE"
    coded = portfolio.clients_coded(name)
    assert list(coded.values) == sorted(coded.values)
    assert [coded.values[code] for code in coded.codes] == portfolio.bundle.clients[name].to_pylist()


def test_text_that_is_missing_has_no_code():
    coded = code_texts(pa.chunked_array([["b", None, "a"], ["b"]]))
    assert coded.values == ("a", "b")
    assert coded.codes.tolist() == [1, -1, 0, 1]


def test_typical_values_stand_in_the_order_of_the_vector(portfolio):
    stored = portfolio.bundle.explanation["typical"]
    for name, place in portfolio.feature_index.items():
        assert portfolio.typical[place] == stored[name] or (stored[name] is None and np.isnan(portfolio.typical[place]))


def test_a_list_is_sorted_once(portfolio):
    assert portfolio.list_order("amount") is portfolio.list_order("amount")
    assert portfolio.list_order("amount") is not portfolio.list_order("amount", descending=True)


@pytest.fixture
def bundles(built, tmp_path):
    """A directory of bundles of our own, with a copy of the small one in force."""
    shutil.copytree(built.path, tmp_path / built.path.name)
    put_in_force(tmp_path, built.path.name)
    return tmp_path


def publish_newer(bundles, manifest):
    """Put a bundle in force that was made a second later."""
    with staging(bundles) as directory:
        shutil.copytree(bundles / manifest.bundle_id, directory, dirs_exist_ok=True)
        (directory / MANIFEST).unlink()
        later = manifest.model_copy(update={"created_at": manifest.created_at + timedelta(seconds=1)})
        return put(directory, seal(directory, later), bundles)


def test_the_bundle_in_force_is_opened_once(bundles):
    store = Store(bundles)
    assert store.current() is store.current()


def test_a_new_bundle_is_taken_and_the_old_one_serves_on_where_it_is_held(bundles):
    store = Store(bundles)
    held = store.current()
    newer = publish_newer(bundles, held.bundle.manifest)

    assert store.current().bundle.manifest.bundle_id == newer.name
    assert store.current() is store.current()
    assert held.bundle.manifest.bundle_id != newer.name
    assert held.client_cells(0)


@pytest.mark.case(31)
def test_a_broken_bundle_never_replaces_a_working_one_and_is_not_tried_at_every_request(bundles, caplog):
    store = Store(bundles)
    held = store.current()
    broken = publish_newer(bundles, held.bundle.manifest)
    model = broken / "model.txt"
    model.write_bytes(model.read_bytes()[:1000])

    assert store.current() is held
    assert store.current() is held
    assert caplog.text.count("is refused; the old one stays in force") == 1


def test_a_bundle_mended_in_its_place_is_taken_a_moment_later(bundles, monkeypatch):
    store = Store(bundles)
    newer = publish_newer(bundles, store.current().bundle.manifest)
    model = newer / "model.txt"
    whole = model.read_bytes()
    model.write_bytes(whole[:1000])
    store.current()
    model.write_bytes(whole)

    monkeypatch.setattr("dashboard_app.store.RETRY_SECONDS", 0.0)
    assert store.current().bundle.manifest.bundle_id == newer.name


def test_without_the_file_that_names_it_the_bundle_stays(bundles, caplog):
    store = Store(bundles)
    held = store.current()
    (bundles / CURRENT).unlink()

    assert store.current() is held
    assert "cannot be read; the old one stays" in caplog.text


def test_without_a_bundle_there_is_no_start(tmp_path):
    with pytest.raises(BundleMissingError):
        Store(tmp_path)


@pytest.mark.case(31)
def test_a_broken_bundle_is_no_start(bundles, built):
    (bundles / built.path.name / "clients.arrow").unlink()
    with pytest.raises(BundleError, match=r"clients\.arrow"):
        Store(bundles)


def test_while_one_thread_opens_a_bundle_the_others_go_on_with_the_old_one(bundles, monkeypatch):
    store = Store(bundles)
    held = store.current()
    newer = publish_newer(bundles, held.bundle.manifest)
    begun, allowed, opened = threading.Event(), threading.Event(), []
    open_bundle = Store._open

    def slowly(self, bundle_id):
        begun.set()
        assert allowed.wait(20)
        opened.append(bundle_id)
        return open_bundle(self, bundle_id)

    monkeypatch.setattr(Store, "_open", slowly)
    opening = threading.Thread(target=store.current)
    opening.start()
    assert begun.wait(20)
    assert store.current() is held
    allowed.set()
    opening.join()

    assert store.current().bundle.manifest.bundle_id == newer.name
    assert opened == [newer.name]


@pytest.mark.case(40)
def test_two_portfolios_share_nothing(portfolio):
    other = Portfolio(portfolio.bundle)
    assert other.list_columns is not portfolio.list_columns

"""The one door to data: lookups that agree with the tables, and a bundle that changes under a running worker."""

import shutil
import subprocess
import sys
import threading
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pytest

from dashboard_app.services.client_cells import get_cells
from dashboard_app.services.client_lines import sort_key
from dashboard_app.services.client_list import SORTS
from dashboard_app.store import ActiveBundle, Store, code_texts
from model_bundle.bundle import Bundle
from model_bundle.errors import BundleCorruptError, BundleError, BundleMissingError
from model_bundle.manifest import MANIFEST
from model_bundle.publication import CURRENT, activate, seal, staging
from model_bundle.publication import publish as put


def test_every_number_has_its_row_and_others_have_none(active_bundle):
    ids = active_bundle.client_ids.tolist()
    assert ids == sorted(set(ids))
    assert [active_bundle.get_row(number) for number in ids] == list(range(len(ids)))
    between = [number + 1 for number in ids if number + 1 not in ids]
    assert [active_bundle.get_row(number) for number in (0, *between, 2**63 - 1)] == [None] * (len(between) + 2)


def test_a_clients_features_are_those_of_the_table(active_bundle):
    stored = active_bundle.bundle.clients.column("features")
    for row in (0, 17, len(stored) - 1):
        expected = np.array([np.nan if value is None else value for value in stored[row].as_py()])
        np.testing.assert_array_equal(active_bundle.features[row], expected)
    assert active_bundle.features.shape == (len(active_bundle.client_ids), len(active_bundle.feature_index))


def test_what_stands_behind_the_door_cannot_be_changed(active_bundle):
    with pytest.raises(ValueError, match="read-only"):
        active_bundle.features[0, 0] = 1.0
    with pytest.raises(AttributeError):
        active_bundle.bundle = None


def test_a_clients_cells_hold_the_form_and_no_vector(active_bundle):
    cells = get_cells(active_bundle, 3)
    assert cells["SK_ID_CURR"] == active_bundle.client_ids[3]
    assert "features" not in cells
    assert {name.split(".")[0] for name in cells} == {"SK_ID_CURR", "probability", "application", "history"}


def test_text_columns_are_coded_in_the_order_of_their_values(active_bundle):
    name = "application.NAME_INCOME_TYPE"
    coded = active_bundle.clients_coded(name)
    assert list(coded.values) == sorted(coded.values)
    assert [coded.values[code] for code in coded.codes] == active_bundle.bundle.clients[name].to_pylist()


def test_text_that_is_missing_has_no_code():
    coded = code_texts(pa.chunked_array([["b", None, "a"], ["b"]]))
    assert coded.values == ("a", "b")
    assert coded.codes.tolist() == [1, -1, 0, 1]


def test_typical_values_stand_in_the_order_of_the_vector(active_bundle):
    stored = active_bundle.bundle.explanation.typical
    for name, place in active_bundle.feature_index.items():
        assert active_bundle.typical[place] == stored[name] or (
            stored[name] is None and np.isnan(active_bundle.typical[place])
        )


def test_a_list_is_sorted_once(active_bundle):
    key = sort_key(active_bundle, SORTS["amount"], "en")
    assert active_bundle.list_order(key) is active_bundle.list_order(key)
    assert active_bundle.list_order(key) is not active_bundle.list_order(key, descending=True)


@pytest.fixture
def bundles(built, tmp_path):
    """A directory of bundles of our own, with a copy of the small active one."""
    shutil.copytree(built.path, tmp_path / built.path.name)
    activate(tmp_path, built.path.name)
    return tmp_path


def publish_newer(bundles, manifest):
    """Put an active bundle that was made a second later."""
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
    assert get_cells(held, 0)


@pytest.mark.case(31)
def test_a_broken_bundle_never_replaces_a_working_one_and_is_not_tried_at_every_request(bundles, caplog):
    store = Store(bundles)
    held = store.current()
    broken = publish_newer(bundles, held.bundle.manifest)
    model = broken / "model.txt"
    model.write_bytes(model.read_bytes()[:1000])

    assert store.current() is held
    assert store.current() is held
    assert caplog.text.count("is refused; the old one stays active") == 1


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


@pytest.mark.case(31)
def test_a_file_that_was_cut_short_under_a_reader_is_refused_before_it_is_read(bundles, monkeypatch):
    """Reading on from a file that was mapped and got shorter ends the process."""
    store = Store(bundles)
    held = store.current()
    path = held.bundle.path / "clients.arrow"
    whole = path.read_bytes()
    with path.open("r+b") as file:
        file.truncate(len(whole) // 2)

    for _ in range(2):
        with pytest.raises(BundleCorruptError, match=r"'clients\.arrow'"):
            store.current()
    monkeypatch.setattr(Bundle, "open", lambda _: pytest.fail("what is spoilt was read to its end again"))
    with pytest.raises(BundleCorruptError, match="was changed while it was in use"):
        store.current()
    # Who watches the service still reads which bundle it is.
    assert store.manifest() is held.bundle.manifest
    monkeypatch.undo()

    path.write_bytes(whole)
    assert get_cells(store.current(), 0)
    assert store.current() is store.current() is not held


def test_a_worker_outlives_a_bundle_that_is_copied_over_in_place(bundles, tmp_path):
    """In a process of its own: what must not happen is that it is killed."""
    code = (
        "import sys; from pathlib import Path; from dashboard_app.store import Store\n"
        "from dashboard_app.services.client_cells import get_cells\n"
        "from model_bundle.errors import BundleError\n"
        "store = Store(Path(sys.argv[1])); path = store.current().bundle.path / 'clients.arrow'\n"
        "whole = path.read_bytes()\n"
        "for size in (0, 4096, len(whole) // 2):\n"
        "    path.write_bytes(whole[:size])\n"
        "    try: get_cells(store.current(), 0); print('read')\n"
        "    except BundleError: print('refused')\n"
        "path.write_bytes(whole); get_cells(store.current(), 0); print('read')\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(bundles)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["refused", "refused", "refused", "read"]), done.stderr


def test_a_bundle_in_force_whose_folder_was_removed_serves_on(bundles):
    store = Store(bundles)
    held = store.current()
    assert get_cells(held, 0)
    shutil.rmtree(held.bundle.path)
    assert store.current() is held
    assert get_cells(held, 1)


def test_a_report_that_was_changed_after_it_was_checked_is_not_read(bundles):
    bundle = Store(bundles).current().bundle
    (bundle.path / "evaluation.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BundleCorruptError, match=r"'evaluation\.json' .* was changed while it was in use"):
        _ = bundle.evaluation


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
def test_two_portfolios_share_nothing(active_bundle):
    other = ActiveBundle(active_bundle.bundle)
    key = sort_key(active_bundle, SORTS["amount"], "en")
    assert other.list_numbers(key) is not active_bundle.list_numbers(key)

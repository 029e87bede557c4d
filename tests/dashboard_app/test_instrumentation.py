"""The time of scoring is measured wherever it happens, by what is done and not by whom it is done for."""

import errno
import os

import pytest
from prometheus_client import REGISTRY
from prometheus_client.mmap_dict import MmapedDict

from dashboard_app.instrumentation import AllocatedFile
from dashboard_app.services.explanation import explain
from dashboard_app.services.prediction import predict_client, predict_form
from dashboard_app.services.scoring import score
from tests.dashboard_app.services.people import ADVISER, open_file, simulate_file


def counted(operation):
    return REGISTRY.get_sample_value("clairscore_scoring_seconds_count", {"operation": operation}) or 0


@pytest.mark.parametrize(
    ("operation", "service", "opening"),
    [("score", score, open_file), ("explain", explain, open_file), ("predict", predict_client, simulate_file)],
)
def test_every_way_of_scoring_is_measured(active_bundle, operation, service, opening):
    before = counted(operation)
    service(opening(active_bundle, ADVISER, int(active_bundle.client_ids[0])))
    assert counted(operation) - before == 1


def test_a_form_is_measured_as_a_prediction(active_bundle):
    before = counted("predict")
    form = {"AMT_INCOME_TOTAL": 135_000.0, "AMT_CREDIT": 450_000.0, "AMT_ANNUITY": 25_000.0}
    predict_form(active_bundle, ADVISER, form, {})
    assert counted("predict") - before == 1


def read_values(path):
    return {key: value for key, value, _, _ in MmapedDict.read_all_values_from_file(str(path))}


def test_every_page_of_a_file_of_figures_is_on_the_disk(tmp_path):
    """A page that is not is written to a disk that may be full, which ends the process."""
    path = tmp_path / "histogram_1.db"
    file = AllocatedFile(str(path))
    for number in range(2_000):
        file.write_value(f"figure {number} \u00e9" * 3, number, 0.0)
        status = path.stat()
        assert status.st_blocks * 512 >= status.st_size
    assert read_values(path)["figure 1999 \u00e9" * 3] == 1999
    file.close()


def test_a_full_disk_costs_figures_and_no_worker(tmp_path, monkeypatch):
    grown, begun = tmp_path / "histogram_1.db", tmp_path / "counter_1.db"
    file = AllocatedFile(str(grown))
    file.write_value("before", 1, 0.0)

    def refuse(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", refuse)
    other = AllocatedFile(str(begun))
    for each in (file, other):
        for number in range(3_000):
            each.write_value(f"figure {number}" * 3, number, 0.0)
        assert each.read_value("figure 2999" * 3) == (2999, 0)
    assert file.read_value("before") == (1, 0)
    # What other workers read stays what it was, and an empty file would be none that they can read.
    assert read_values(grown)["before"] == 1
    assert not begun.exists()
    for each in (file, other):
        each.close()

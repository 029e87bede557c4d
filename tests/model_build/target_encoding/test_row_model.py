import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from model_build.target_encoding import row_model
from model_build.target_encoding.client_rows import ClientRows
from model_build.target_encoding.row_model import RowEncoder, RowModel, summarise, train_rows
from tests.model_build.target_encoding.populations import clients_with_rows

ROWS, TARGET = clients_with_rows(400)


def test_mean_highest_and_sum_of_each_client():
    risk = np.array([0.25, 0.5, 0.125])

    found = summarise(risk, np.array([1, 1, 3]), 4)

    np.testing.assert_array_equal(found[[1, 3]], [[0.375, 0.5, 0.75], [0.125, 0.125, 0.125]])
    assert np.isnan(found[[0, 2]]).all()


def test_without_any_row_all_is_unknown():
    assert np.isnan(summarise(np.empty(0), np.empty(0, dtype=np.int64), 3)).all()


def test_a_client_without_rows_has_nulls():
    values = RowEncoder(ROWS, TARGET, "R", threads=1).fit(np.arange(200)).values(np.arange(200, 400))

    without = np.arange(200, 400) % 5 == 0
    assert np.isnan(values[without]).all()
    assert not np.isnan(values[~without]).any()


def test_where_nobody_learnt_from_has_a_row_all_is_unknown():
    values = RowEncoder(ROWS, TARGET, "R", threads=1).fit(np.array([0, 5])).values(np.arange(400))
    assert np.isnan(values).all()


def test_the_names_say_what_and_how():
    assert RowEncoder(ROWS, TARGET, "BUREAU_RISK").names == (
        "BUREAU_RISK_MEAN",
        "BUREAU_RISK_MAX",
        "BUREAU_RISK_SUM",
    )


def test_a_model_read_back_from_its_text_says_the_same():
    model = train_rows(ROWS, TARGET, seed=0, threads=1)
    np.testing.assert_array_equal(RowModel(model.text).summaries(ROWS, threads=2), model.summaries(ROWS, threads=1))


def test_two_threads_train_the_model_of_one():
    texts = [train_rows(ROWS, TARGET, seed=0, threads=threads).text.partition("parameters:")[0] for threads in (1, 2)]
    assert texts[0] == texts[1]
    assert "split_feature" in texts[0]


@pytest.mark.parametrize("places", [np.array([1, 3]), np.array([7]), np.array([0])])
def test_rows_of_some_clients_keep_their_places(places):
    part = ROWS.of(places)

    assert isinstance(part, ClientRows)
    assert part.clients == 400
    assert set(part.owner.tolist()) == {place for place in places.tolist() if place % 5}
    np.testing.assert_array_equal(part.matrix, ROWS.matrix[np.isin(ROWS.owner, places)])


def test_of_very_many_rows_each_tree_draws_some_and_all_of_them_are_learnt_from(monkeypatch):
    rows, target = clients_with_rows(3_000)
    monkeypatch.setattr(row_model, "MOST_ROWS", 1_500)
    one, two = (
        train_rows(rows, target, seed=0, threads=threads).text.partition("parameters:")[0] for threads in (1, 2)
    )
    assert one == two

    drawn = RowEncoder(rows, target, "R", threads=1).fit(np.arange(0, 3_000, 2)).values(np.arange(1, 3_000, 2))[:, 0]
    known = ~np.isnan(drawn)
    assert roc_auc_score(target[1::2][known], drawn[known]) > 0.62
    monkeypatch.undo()
    assert one != train_rows(rows, target, seed=0, threads=1).text.partition("parameters:")[0]

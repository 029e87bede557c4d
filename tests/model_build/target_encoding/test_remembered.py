import numpy as np
import pytest

from model_build.target_encoding import CrossFitted
from model_build.target_encoding.remembered import CACHE_SIZE, CachedColumns
from tests.model_build.target_encoding.hearts import Heart

TARGET = np.arange(40) % 2


@pytest.fixture
def heart():
    return Heart(TARGET)


def test_the_same_clients_are_fitted_once_in_whatever_order_they_are_named(heart):
    columns, learn = CachedColumns(CrossFitted(heart)), np.arange(0, 40, 2)

    first = columns.fit(learn)
    fittings = len(heart.shown)
    again = columns.fit(learn[::-1])

    assert columns.names == heart.names
    assert len(heart.shown) == fittings
    np.testing.assert_array_equal(again, first)
    np.testing.assert_array_equal(first, CrossFitted(heart).fit(learn))


def test_other_clients_are_fitted_anew(heart):
    columns = CachedColumns(CrossFitted(heart))
    columns.fit(np.arange(20))
    fittings = len(heart.shown)
    columns.fit(np.arange(21))
    assert len(heart.shown) > fittings


def test_what_is_remembered_cannot_be_spoilt(heart):
    values = CachedColumns(CrossFitted(heart)).fit(np.arange(20))
    with pytest.raises(ValueError, match="read-only"):
        values[0, 0] = 1.0


def test_only_the_latest_are_remembered(heart):
    columns = CachedColumns(CrossFitted(heart))
    for number in range(CACHE_SIZE + 1):
        columns.fit(np.arange(20 + number))
    fittings = len(heart.shown)
    columns.fit(np.arange(20 + CACHE_SIZE))
    assert len(heart.shown) == fittings
    columns.fit(np.arange(20))
    assert len(heart.shown) > fittings

import numpy as np

from model_build.target_encoding.past_rows import NEEDED, SOURCES
from model_build.target_encoding.row_features import row_features
from model_build.target_encoding.row_model import RowEncoder
from model_bundle.catalogue import Unit
from tests.model_build.target_encoding.populations import clients_with_rows

ROWS, TARGET = clients_with_rows(20)


def test_there_is_one_for_each_column_that_the_models_give_in_their_order():
    encoders = [RowEncoder(ROWS, TARGET, source.prefix) for source in SOURCES]
    assert [feature.name for feature in row_features(NEEDED)] == list(np.concatenate([one.names for one in encoders]))


def test_a_table_without_a_model_has_none():
    assert {feature.entry.family for feature in row_features(["bureau"])} == {"past_credits"}
    assert {feature.entry.family for feature in row_features(["previous_application", "POS_CASH_balance"])} == {
        "previous_loans"
    }


def test_a_sum_of_risks_is_no_share():
    units = {feature.name: feature.entry.unit for feature in row_features(["bureau"])}
    assert units == {
        "BUREAU_RISK_MEAN": Unit.SHARE,
        "BUREAU_RISK_MAX": Unit.SHARE,
        "BUREAU_RISK_SUM": Unit.NUMBER,
    }

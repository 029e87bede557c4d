import numpy as np
import pyarrow as pa

from model_build.pipeline.bundle_tables import POPULATION_COLUMNS, clients_table, population_table
from model_bundle.arrow_file import unpack_matrix

NAN = np.nan
INPUTS = {
    "application": {"SK_ID_CURR": "BIGINT", "CNT": "BIGINT", "AMT": "DOUBLE", "KIND": "VARCHAR"},
    "history": {"SK_ID_CURR": "BIGINT", "PAST": "DOUBLE"},
}
# Out of order, with every kind of gap, and an integer column that Arrow holds as something else.
FORM = pa.table(
    {
        "SK_ID_CURR": pa.array([30, 10, 20], pa.int32()),
        "CNT": pa.array([3, None, 2], pa.int8()),
        "AMT": pa.array([3.5, 1.5, None]),
        "KIND": pa.array(["c", "a", None]),
    }
)
HISTORY = pa.table({"SK_ID_CURR": [30, 10, 20], "PAST": pa.array([None, 0.1, 0.2])})
MATRIX = np.array([[3.0, NAN], [1.0, 1.1], [2.0, 2.2]])
CLIENTS = clients_table(FORM, HISTORY, MATRIX, np.array([0.3, 0.1, 0.2]), INPUTS)


def test_clients_stand_in_the_order_of_their_numbers_with_everything_of_theirs():
    assert CLIENTS.select(["SK_ID_CURR", "probability", "application.AMT", "history.PAST"]).to_pylist() == [
        {"SK_ID_CURR": 10, "probability": 0.1, "application.AMT": 1.5, "history.PAST": 0.1},
        {"SK_ID_CURR": 20, "probability": 0.2, "application.AMT": None, "history.PAST": 0.2},
        {"SK_ID_CURR": 30, "probability": 0.3, "application.AMT": 3.5, "history.PAST": None},
    ]
    np.testing.assert_array_equal(unpack_matrix(CLIENTS, "features"), MATRIX[[1, 2, 0]])


def test_columns_of_clients_have_the_types_of_the_contract():
    assert {field.name: str(field.type) for field in CLIENTS.schema} == {
        "SK_ID_CURR": "int64",
        "probability": "double",
        "application.CNT": "int64",
        "application.AMT": "double",
        "application.KIND": "string",
        "history.PAST": "double",
        "features": "fixed_size_list<item: double>[2]",
    }


def test_the_population_keeps_features_outcome_and_what_filters_need():
    form = pa.table(
        {
            "SK_ID_CURR": [2, 1],
            "DAYS_BIRTH": [-9_000, -12_000],
            "AMT_CREDIT": [1.0, 2.0],
            "CODE_GENDER": ["M", "F"],
            **{name: ["x", "y"] for name in POPULATION_COLUMNS if name.startswith("NAME_")},
        }
    )
    table = population_table(
        form, MATRIX[:2], ("A", "B"), np.array([1, 0]), np.array([0.4, 0.1]), np.array([False, True])
    )

    assert table.column_names == [
        "SK_ID_CURR",
        "target",
        "probability",
        "granted",
        *(f"application.{name}" for name in POPULATION_COLUMNS),
        "feature.A",
        "feature.B",
    ]
    assert table.schema.field("target").type == pa.int8()
    assert table.schema.field("granted").type == pa.bool_()
    first, second = table.to_pylist()
    assert (first["SK_ID_CURR"], first["target"], first["granted"], first["feature.B"]) == (1, 0, True, 1.1)
    assert (second["SK_ID_CURR"], second["target"], second["granted"]) == (2, 1, False)
    assert np.isnan(second["feature.B"])


def test_a_score_that_there_is_not_is_null():
    clients = clients_table(FORM, HISTORY, MATRIX, np.array([NAN, 0.1, 0.2]), INPUTS)
    assert clients.column("probability").to_pylist() == [0.1, 0.2, None]

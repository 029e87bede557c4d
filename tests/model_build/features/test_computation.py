import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model_build.features import computation, compute, known_categories, plan
from model_build.features.feature_plan import FeaturePlan
from model_build.tables import SCHEMAS, TEST, TRAIN
from model_bundle.features import FeatureRunner
from tests.model_build.features.hand_made import connect

HISTORIES = ("bureau", "previous_application", "credit_card_balance")


def random_rows(rng: np.random.Generator, table: str, clients: list[int], categories: dict[str, tuple[str, ...]]):
    """Return one row for each client with values of every kind, sentinels and nulls among them."""

    def value(column: str, kind: str) -> object:
        if column == "SK_ID_CURR":
            return None
        if column.startswith("SK_ID"):
            return int(rng.integers(1, 10**6))
        if rng.random() < 0.2:
            return None
        if kind == "VARCHAR":
            return str(rng.choice([*categories.get(column, ("Approved", "Active")), "XNA", "never seen"]))
        if column.startswith("DAYS"):
            return int(rng.choice([365_243, 0, -1, -int(rng.integers(2, 20_000))]))
        if kind == "BIGINT":
            return int(rng.integers(-3, 4))
        return float(rng.choice([0.0, -1.5, rng.random(), 1e-300, 2e8, rng.normal() * 1e5]))

    return [
        {name: value(name, kind) for name, kind in SCHEMAS[table].columns.items()} | {"SK_ID_CURR": client}
        for client in clients
    ]


def computed(seed: int) -> tuple[FeaturePlan, dict]:
    rng = np.random.default_rng(seed)
    empty = connect({TRAIN: [], "previous_application": []})
    listed = known_categories(empty, ["previous_application"])
    numbers = [int(number) for number in rng.permutation(40)]
    tables = {TRAIN: random_rows(rng, TRAIN, numbers[:25], listed), TEST: random_rows(rng, TEST, numbers[25:], listed)}
    # Half of the clients have histories, some twice.
    owners = [int(number) for number in rng.choice(numbers[::2], 30)]
    con = connect(tables | {name: random_rows(rng, name, owners, {}) for name in HISTORIES})
    made = plan(HISTORIES, known_categories(con, HISTORIES))
    return made, dict(compute(con, made, [TRAIN, TEST]))


@pytest.fixture(scope="module")
def example():
    return computed(0)


def runner_of(made: FeaturePlan) -> FeatureRunner:
    return FeatureRunner(made.sql, made.inputs, made.names)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_sql_gives_the_training_matrix_back_cell_for_cell(seed):
    made, tables = computed(seed)

    for rows in tables.values():
        again = runner_of(made).run(rows.application, rows.history)
        np.testing.assert_array_equal(again, rows.matrix)


def test_one_form_gives_the_same_row_as_all_forms(example):
    made, tables = example
    runner, rows = runner_of(made), tables[TRAIN]

    for place, (form, past) in enumerate(zip(rows.application.to_pylist(), rows.history.to_pylist(), strict=True)):
        np.testing.assert_array_equal(runner.run_one(form, past), rows.matrix[place])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(25)), batch=st.integers(1, 25))
def test_a_row_depends_neither_on_its_place_nor_on_the_others(example, order, batch):
    made, tables = example
    rows = tables[TRAIN]

    found = runner_of(made).run(rows.application.take(order[:batch]), rows.history)

    np.testing.assert_array_equal(found, rows.matrix[order[:batch]])


def test_forms_histories_and_features_come_in_the_order_of_the_numbers(example):
    _, tables = example

    for rows in tables.values():
        numbers = rows.application.column("SK_ID_CURR").to_pylist()
        assert numbers == sorted(numbers) == rows.history.column("SK_ID_CURR").to_pylist()
        assert len(rows.matrix) == len(numbers)


def test_a_matrix_may_come_in_any_number_of_batches(example, monkeypatch):
    _, tables = example
    monkeypatch.setattr(computation, "_BATCH", 7)
    _, again = computed(0)

    for name, rows in tables.items():
        np.testing.assert_array_equal(again[name].matrix, rows.matrix)


def test_no_feature_is_infinite(example):
    _, tables = example

    assert not any(np.isinf(rows.matrix).any() for rows in tables.values())


def test_the_target_is_not_among_the_columns(example):
    _, tables = example

    assert "TARGET" not in tables[TRAIN].application.column_names


def test_two_computations_agree_to_the_last_bit(example):
    _, tables = example
    _, again = computed(0)

    np.testing.assert_array_equal(again[TRAIN].matrix, tables[TRAIN].matrix)

"""A demo shows every feature at work."""

import numpy as np

from model_build.features import compute, known_categories, plan
from model_build.features.form import COLUMNS
from model_build.sources import open_tables
from model_build.synthetic import DemoSummary
from model_build.tables import APPLICATION_TABLES, HISTORY_TABLES


def test_no_feature_is_constant_or_unknown_for_everybody(demo: DemoSummary) -> None:
    with open_tables(demo.out) as tables:
        made = plan(HISTORY_TABLES, known_categories(tables.connection, HISTORY_TABLES))
        computed = compute(tables.connection, made, APPLICATION_TABLES)

    for table in computed.values():
        for place, name in enumerate(made.names):
            known = table.matrix[~np.isnan(table.matrix[:, place]), place]
            # Some columns of the form hardly ever vary in the published tables either.
            assert name in COLUMNS or len(np.unique(known)) > 1, name

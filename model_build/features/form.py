"""The application form: what its raw values mean, and each of its columns as a feature."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import code
from model_build.features.registry import Expression, Feature
from model_build.labels.building import REDUNDANT
from model_build.tables import SCHEMAS, TEST
from model_bundle.catalogue import CatalogueEntry
from model_bundle.home_credit import BIRTH, EMPLOYED, GENDER, KEY, NO_DATE

HIGHEST_INCOME: Final = 1e8
COLUMNS: Final = {name: kind for name, kind in SCHEMAS[TEST].columns.items() if name != KEY}


def clean(form: ir.Table, categories: Mapping[str, Sequence[str]]) -> ir.Table:
    """Return the form with unknown values null and categories as codes.

    A category that is not in its list (XNA, Unknown, one that training never saw) has no code, and so is null.
    """
    known = {
        EMPLOYED: form[EMPLOYED].nullif(NO_DATE),
        # One applicant of the published table declares 117 million: a mistake of the form.
        "AMT_INCOME_TOTAL": ibis.ifelse(
            form.AMT_INCOME_TOTAL > HIGHEST_INCOME, ibis.null("float64"), form.AMT_INCOME_TOTAL
        ),
    }
    codes = {name: code(form[name], categories[name]) for name, kind in COLUMNS.items() if kind == "VARCHAR"}
    return form.select(form[KEY], **{name: form[name] for name in COLUMNS} | known | codes)


def form_features(entries: Iterable[CatalogueEntry]) -> list[Feature]:
    """Return one feature for each column of the form but what says the same again, and gender, which never is one."""
    return [
        Feature(entry, stored(entry.name), frozenset(), from_age=entry.name == BIRTH)
        for entry in entries
        if entry.name != GENDER and entry.name not in REDUNDANT
    ]


def stored(name: str) -> Expression:
    """Return the expression of a feature that is an unchanged column."""

    def column(row: ir.Table) -> ir.Value:
        return row[name]

    return column

"""Pages, files and the API over cells that hold the worst: a bad cell is shown as such, and all else stands."""

import json
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from dashboard_app.api import clients as api
from dashboard_app.api.queries import ClientQuery
from dashboard_app.callbacks import client, client_list, drift, me
from dashboard_app.components.controls import ReasonsView
from dashboard_app.downloads.csv_lines import DIALECTS, csv_lines
from dashboard_app.downloads.list_file import list_parts
from dashboard_app.i18n import get_translator
from dashboard_app.presenters import own_copy_view
from dashboard_app.presenters.parts import part
from dashboard_app.services import client_list as client_list_service
from dashboard_app.services.client_list import ListQuery
from dashboard_app.services.errors import NotAllowedError
from dashboard_app.store import ActiveBundle
from model_bundle.arrow_file import pack_matrix
from tests.dashboard_app.callbacks.asking import context_as, file_choices, sent, show_file, text_of
from tests.dashboard_app.extremes import FLOATS
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer

WHOLE = (0, 1, -1, 500, 2**53, -(2**63), 2**63 - 1)
WEIRD = ("", "x" * 100_000, "\x00\x1b[31m", "\u202egnp.exe", "=1+1", "<b>", "NaN")
COUNT = len(FLOATS)
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


def spoilt(column, kind):
    """A column whose first cells hold the extremes of its type, one each."""
    values = column.to_pylist()
    worst = WEIRD if pa.types.is_string(kind) else WHOLE if pa.types.is_integer(kind) else FLOATS
    values[:COUNT] = [worst[place % len(worst)] for place in range(COUNT)]
    return pa.array(values, kind)


def spoil(table, names):
    for name in names:
        place = table.column_names.index(name)
        table = table.set_column(place, name, spoilt(table.column(name), table.schema.field(name).type))
    return table


@pytest.fixture(scope="module")
def odd(active_bundle):
    """The small bundle, with extremes in every cell of its first clients."""
    bundle = replace(active_bundle.bundle)
    names = active_bundle.bundle.clients.column_names
    clients = spoil(bundle.clients, [name for name in names if name.startswith("application.")])
    matrix = active_bundle.features.copy()
    for row, value in enumerate(FLOATS):
        matrix[row] = value
    clients = clients.set_column(names.index("features"), "features", pack_matrix(matrix))
    vars(bundle)["clients"] = clients
    return ActiveBundle(bundle)


@pytest.fixture(scope="module")
def numbers(odd):
    return odd.client_ids[:COUNT].tolist()


@LANGUAGES
@pytest.mark.parametrize("column", client_list_service.SORTS)
def test_the_list_shows_everybody(odd, numbers, language, column):
    request = {"startRow": 0, "endRow": 500, "sortModel": [{"colId": column, "sort": "asc"}], "filterModel": {}}
    answer, *_ = client_list.list_rows(context_as(ADVISER, odd, language), request=request)
    rows = {row["client_id"]: row for row in answer["rowData"]}
    assert len(rows) == len(odd.client_ids)
    bad = rows[str(numbers[FLOATS.index(1e28)])]
    assert bad["amount"] == bad["annuity"] == {"en": "not valid", "fr": "non valide"}[language]
    assert bad["probability"].endswith("%")
    sent(answer)


@LANGUAGES
def test_every_file_is_shown(odd, numbers, language):
    ctx = context_as(ADVISER, odd, language)
    for number in numbers:
        path = f"/client/{number}"
        shown = show_file(ctx, path)
        lost = get_translator(language).gettext("This part could not be loaded")
        contents = [
            *shown,
            client.show_form(ctx, path=path),
            *(client.show_reasons(ctx, path=path, view=view) for view in ReasonsView),
        ]
        assert lost not in text_of(contents)
        sent(contents)


@LANGUAGES
@pytest.mark.parametrize("second", ["none", "EXT_SOURCE_3"])
def test_every_comparison_is_drawn(odd, numbers, language, second):
    ctx = context_as(ADVISER, odd, language)
    features = list(odd.feature_index)[:: max(1, len(odd.feature_index) // 6)]
    for place, feature in enumerate(features):
        path = f"/client/{numbers[place % COUNT]}"
        sent(client.show_comparison(ctx, path=path, choices=file_choices(feature, second=second)))


@LANGUAGES
def test_every_customer_reads_and_takes_their_file(odd, numbers, language):
    for number in numbers:
        ctx = context_as(customer(number, language), odd, language)
        contents = me.show_my_file(ctx)
        assert get_translator(language).gettext("This part could not be loaded") not in text_of(contents)
        sent(contents)
        file = "".join(csv_lines(own_copy_view.rows(ctx, own_copy_view.date(2026, 11, 27)), DIALECTS[language]))
        file.encode()
        assert not set("\u202f\u00a0\u2212") & set(file)


@LANGUAGES
def test_the_file_of_the_list_holds_everybody(odd, language):
    ctx = context_as(ADMIN, odd, language)
    blocks = client_list_service.export_clients(odd, ADMIN, ListQuery(sort="amount"))
    lines = "".join(list_parts(blocks, ctx))
    lines.encode()
    assert DIALECTS[language].not_valid in lines
    assert lines.count("\r\n") >= len(odd.client_ids) + 1


def test_the_api_answers_about_everybody(odd, numbers):
    ctx = context_as(ADVISER, odd)
    page = api.list_clients(ctx, ClientQuery(size=500))
    assert len(page.items) == len(odd.client_ids)
    json.loads(page.model_dump_json(), parse_constant=pytest.fail)
    for number in numbers:
        for answer in (api.show_client, api.show_score, api.show_explanation):
            json.loads(answer(ctx, str(number)).model_dump_json(), parse_constant=pytest.fail)


@LANGUAGES
@pytest.mark.parametrize("value", [value for value in FLOATS if not np.isnan(value)], ids=repr)
def test_the_drift_page_draws_whatever_the_report_holds(odd, active_bundle, language, value):
    bundle = replace(active_bundle.bundle)
    report = active_bundle.bundle.drift
    names = ("distance", "importance", "missing_reference", "missing_current")
    odd_features = []
    for feature in report.features[:6]:
        # Unchecked, unlike a report that is read: pages should not fail on what the contract refuses.
        edges = feature.bins.edges and (-abs(value), *feature.bins.edges[1:-1], abs(value))
        bins = feature.bins.model_copy(update={"edges": edges})
        odd_features.append(feature.model_copy(update={**dict.fromkeys(names, value), "bins": bins}))
    report = report.model_copy(update={"features": (*odd_features, *report.features[6:])})
    vars(bundle)["drift"] = report
    ctx = context_as(ADMIN, ActiveBundle(bundle), language)
    verdict, table = drift.show_drift(ctx)
    sent([verdict, table])
    for feature in odd_features:
        sent(drift.show_feature(ctx, name=feature.name))


def test_a_part_that_fails_says_so_and_a_refusal_stays_one(caplog):
    translator = get_translator("en")
    assert part(lambda: "made", translator) == "made"
    assert "This part could not be loaded" in text_of(part(lambda: 1 / 0, translator))
    assert "ZeroDivisionError" in caplog.text

    def refuse():
        raise NotAllowedError("The role may not.")

    with pytest.raises(NotAllowedError):
        part(refuse, translator)

"""Nobody but the package of disclosure reads former clients: by the sources, and while everything is asked for."""

import ast
import sys
from pathlib import Path

import pytest

import dashboard_app
from dashboard_app.filters import Basis, GroupFilter
from dashboard_app.services import comparison, dependence, fairness, histogram, overview, pairs, quality, scoring
from dashboard_app.store import Store
from model_bundle.bundle import Bundle
from tests.dashboard_app.services.people import ADMIN, ADVISER, open_file, work_file

SOURCES = Path(dashboard_app.__file__).parent
PACKAGE = "dashboard_app.services.disclosure"
TABLES = ("population", "shap_sample")


@pytest.mark.case(17)
@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.py")), ids=lambda path: path.relative_to(SOURCES).as_posix())
def test_no_other_source_names_the_tables_of_former_clients(path):
    if path.is_relative_to(SOURCES / "services" / "disclosure"):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in TABLES:
            # A bundle's table; the number of former clients is an attribute of the same name.
            assert not ast.unparse(node.value).endswith("bundle"), ast.unparse(node)


@pytest.mark.case(17)
def test_no_other_module_reads_them_whatever_is_asked(built, monkeypatch):
    active_bundle = Store(built.path.parent).current()
    readers = set()

    def watched(table, read):
        def get(self):
            readers.add((table, sys._getframe(1).f_globals["__name__"]))
            return read(self)

        return property(get)

    for table in TABLES:
        monkeypatch.setattr(Bundle, table, watched(table, vars(Bundle)[table].func))
    number, everybody = int(active_bundle.client_ids[0]), GroupFilter()
    for basis in Basis:
        comparison.compare(work_file(active_bundle, ADVISER, number), "EXT_SOURCE_2", everybody, basis)
        histogram.histogram(active_bundle, ADVISER, "AMT_CREDIT", GroupFilter(age="35-44"), basis)
        pairs.compare_pair(work_file(active_bundle, ADVISER, number), ("EXT_SOURCE_2", "AMT_CREDIT"), everybody, basis)
    for ask in (overview.overview, quality.quality):
        ask(active_bundle, ADVISER)
    fairness.fairness(active_bundle, ADMIN)
    dependence.dependence(active_bundle, ADVISER, "EXT_SOURCE_2")
    scoring.score(open_file(active_bundle, ADVISER, number))
    assert {table for table, _ in readers} == set(TABLES)
    assert {module for _, module in readers if not module.startswith(PACKAGE)} == set()

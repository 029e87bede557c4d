"""A filter of the comparison, a filter and a column of the client list are one row each: the rest follows from it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard_app.list_columns import COLUMNS
from dashboard_app.store import Store

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def found(built, tmp_path_factory):
    """What a dashboard with one more row in each table shows, takes and answers."""
    command = [
        sys.executable,
        "-m",
        "tests.one_row_more",
        built.path.parent,
        tmp_path_factory.mktemp("more") / "instance",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def population(built):
    return Store(built.path.parent).current().bundle.population


def test_a_filter_has_a_control(found):
    assert found["filter"]["label"] == "Size of the credit"
    assert found["filter"]["control"] == ["all", "small", "large"]
    assert found["filter"]["choices"]["options"] == ["All", "small credits", "large credits"]


def test_a_filter_is_followed_by_the_comparison_and_by_a_pick(found):
    followers = found["filter"]["followers"]
    assert any("client-heading.content" in name for name in followers)
    assert any("client-comparison.content" in name and "client-heading" not in name for name in followers)


def test_a_filter_narrows_the_comparison(found, population):
    amounts = population["application.AMT_CREDIT"].to_numpy()
    told = {size: int(group.split(" of ")[0].replace(",", "")) for size, group in found["filter"]["groups"].items()}
    assert told["all"] == len(amounts)
    assert told["small"] == pytest.approx((amounts < 400_000).sum(), abs=3)
    assert told["large"] == pytest.approx((amounts >= 400_000).sum(), abs=3)


def test_a_filter_stands_in_the_address(found):
    """The server reads it; in the browser, one callback writes it and another one restores it."""
    assert found["filter"]["state"] == found["filter"]["choices"]["value"] == "large"
    assert any("client-address.data" in name for name in found["filter"]["followers"])
    assert len(found["filter"]["restored"]) == 1


def test_a_filter_is_a_parameter_of_the_api(found, population):
    [parameter] = found["filter"]["parameters"]
    assert parameter["description"] == "Band of the size."
    assert parameter["schema"]["enum"] == ["small", "large"]
    small = (population["application.AMT_CREDIT"].to_numpy() < 400_000).sum()
    assert found["filter"]["asked"]["small"] == [200, pytest.approx(small, abs=3)]
    assert found["filter"]["asked"]["x"] == [422, None]


def test_a_column_is_in_the_grid_and_in_the_card_of_a_narrow_screen(found):
    grid = found["column"]["grid"]
    assert (grid["headerName"], grid["minWidth"], grid["sortable"]) == ("Children", 90, True)
    assert found["column"]["card"] == "Children"


def test_a_column_is_in_the_rows_the_file_and_the_api_sorted_by_it(found, built):
    children = Store(built.path.parent).current().client_floats("application.CNT_CHILDREN")
    expected = sorted(map(int, children), reverse=True)[:100]
    assert [int(text) for text in found["column"]["rows"]] == expected
    assert found["column"]["json"] == expected
    place, written = found["column"]["csv"]
    assert place == len(COLUMNS)
    assert [int(text) for text in written] == expected


def test_a_column_is_a_field_of_the_document(found):
    assert found["column"]["schema"]["description"] == "How many children."
    assert found["column"]["sorts"] == [*(column.name for column in COLUMNS), "children"]


def test_a_filter_of_the_list_has_a_control_on_both_pages(found):
    assert found["list_filter"]["labels"] == {"list": ["Children"], "assignments": ["Children"]}
    assert "list-children" in found["list_filter"]["cleared"]
    assert "assignments-children.value" in found["list_filter"]["counted"]


def test_a_filter_of_the_list_stands_in_the_address(found):
    assert found["list_filter"]["control"] == {"options": ["All", "no children", "some children"], "value": "some"}
    assert found["list_filter"]["query"] == {"children": "some"}


def test_a_filter_of_the_list_narrows_the_grid_the_file_and_the_api(found, built):
    children = Store(built.path.parent).current().client_floats("application.CNT_CHILDREN")
    expected = [int(count) for count in children if count >= 1]
    assert expected
    assert [int(text) for text in found["list_filter"]["rows"]] == expected[:500]
    assert found["list_filter"]["json"] == expected[:500]
    assert found["list_filter"]["csv"] == len(expected)
    assert found["list_filter"]["refused"] == 422


def test_a_filter_of_the_list_is_a_parameter_of_the_document(found):
    [parameter] = found["list_filter"]["parameters"]
    assert parameter["description"] == "Band of children."
    assert parameter["schema"]["enum"] == ["zero", "some"]

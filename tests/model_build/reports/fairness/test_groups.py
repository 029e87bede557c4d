import pyarrow as pa
import pytest

from model_build.reports.fairness.groups import age_bands, get_groups


def form(days):
    return pa.table(
        {
            "CODE_GENDER": pa.array(["F", "M", "XNA", None][: len(days)]),
            "DAYS_BIRTH": pa.array(days, pa.int64()),
            "NAME_FAMILY_STATUS": pa.array(["Married"] * len(days)),
            "CNT_CHILDREN": pa.array([0, 2, 7, None][: len(days)], pa.int64()),
            "REGION_RATING_CLIENT": pa.array([1, 3, -1, None][: len(days)], pa.int64()),
        }
    )


@pytest.mark.parametrize(
    ("days", "band"),
    [(-7_306, "20-29"), (-10_957, "20-29"), (-10_958, "30-39"), (-25_567, "60-69"), (-25_568, "70-79")],
)
def test_a_decade_begins_on_the_birthday(days, band):
    """The thirtieth birthday lies 10,957.5 days back."""
    assert age_bands(form([days])).tolist() == [band]


def test_each_applicant_has_a_group_of_each_kind_or_none():
    found = get_groups(form([-8_000, -12_000, None, -20_000]))
    assert found["gender"].tolist() == ["F", "M", "XNA", None]
    assert found["age"].tolist() == ["20-29", "30-39", None, "50-59"]
    assert found["family_status"].tolist() == ["Married"] * 4
    assert found["children"].tolist() == ["0", "2", "3+", None]
    assert found["region_rating"].tolist() == ["1", "3", None, None]

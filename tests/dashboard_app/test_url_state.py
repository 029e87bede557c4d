"""A query of an address may be anything; what is not there is None."""

import pytest

from dashboard_app.i18n import get_translator
from dashboard_app.url_state import asked_for, unknown_sentence


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("?feature=EXT_SOURCE_2", "EXT_SOURCE_2"),
        ("feature=A&feature=B", "A"),
        ("?x=1&feature=a%20b", "a b"),
        ("?feature=", None),
        ("?other=A", None),
        ("", None),
        (None, None),
        (5, None),
        (["feature=A"], None),
        ("?feature=A" + "&x=1" * 40, None),
        ("?feature=" + "A" * 5000, None),
    ],
)
def test_what_a_query_asks_for(search, found):
    assert asked_for(search, "feature") == found


def test_a_long_name_is_cut_before_it_is_said():
    said = unknown_sentence("A" * 500, get_translator("en"))
    assert "A" * 40 in said
    assert "A" * 41 not in said

"""Where to go after signing in: nowhere but here."""

import pytest

from dashboard_app.web.redirects import login_path, path_of_referrer, safe_path


@pytest.mark.parametrize("path", ["/", "/client/100001", "/model?feature=EXT_SOURCE_2&x=%20", "/me"])
def test_own_paths_are_kept(path):
    assert safe_path(path) == path


@pytest.mark.case(10)
@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "client",
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/x\\y",
        "javascript:alert(1)",
        " /x",
        "/x\n",
        "/\t/evil.example",
        "/\x00",
        "/" + "x" * 3000,
    ],
)
def test_everything_else_is_not(path):
    assert safe_path(path) is None


@pytest.mark.case(10)
@pytest.mark.parametrize(
    ("referrer", "path"),
    [
        (None, None),
        ("", None),
        ("http://here:8050/model?x=1", "/model?x=1"),
        ("http://elsewhere/model", None),
        ("http://[broken", None),
        ("http://here:8050//evil", None),
    ],
)
def test_path_of_referrer(referrer, path):
    assert path_of_referrer(referrer, "here:8050") == path


def test_login_leads_back():
    assert login_path("/") == "/login"
    assert login_path("/client/7?tab=a&b") == "/login?next=%2Fclient%2F7%3Ftab%3Da%26b"

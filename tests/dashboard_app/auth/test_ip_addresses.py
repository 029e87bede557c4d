"""Addresses are read however a proxy writes them, and what is none is one source."""

import pytest

from dashboard_app.auth.ip_addresses import UNREADABLE, read_address, read_network


@pytest.mark.case(6)
@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        (" 192.0.2.1 ", "192.0.2.1"),
        ("192.0.2.1:49152", "192.0.2.1"),
        ('"192.0.2.1:49152"', "192.0.2.1"),
        ("[192.0.2.1]:443", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:49152", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("[fe80::1%25eth0]:443", "fe80::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("[::ffff:192.0.2.1]:443", "192.0.2.1"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_an_address_is_read_without_what_stands_around_it(text, address):
    assert read_address(text) == address


@pytest.mark.case(6)
@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "unknown",
        "_hidden",
        "192.0.2.1:port",
        "192.0.2.1:123456",
        "192.0.2.256",
        "192.0.2.1, 192.0.2.2",
        "192.0.02.1",
        "[2001:db8::1",
        "2001:db8::1]:443",
        "[[2001:db8::1]]",
        "\u0661\u0669\u0662.0.2.1",
        "<script>",
        "x" * 5_000,
        "1" * 5_000,
        "fe80::1" + "%" * 5_000,
    ],
    ids=lambda text: ascii(text)[:20],
)
def test_what_is_no_address_is_one_source(text):
    assert (read_address(text), read_network(text)) == (UNREADABLE, UNREADABLE)


@pytest.mark.case(6)
@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1:1", "192.0.2.1:2", True),
        ("192.0.2.1:1", "192.0.2.2:1", False),
        ("[2001:db8:1:2::1]:1", "[2001:db8:1:2:ffff::9]:2", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("[::ffff:192.0.2.1]:9", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("nonsense", "unknown", True),
    ],
)
def test_what_counts_together(one, other, is_same):
    assert (read_network(one) == read_network(other)) is is_same

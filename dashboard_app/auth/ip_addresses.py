"""Client addresses, as logged and as grouped for rate limits."""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

UNREADABLE: Final = "unreadable"
"""Used for every unreadable address, so that they are counted together."""
_NETWORK: Final = 64
"""An IPv6 client usually controls a whole /64 network and can change its address for every attempt."""
_BRACKETS: Final = re.compile(r"\[([^\[\]]+)\](?::[0-9]{1,5})?")
_IPV4_PORT: Final = re.compile(r"([0-9.]+):[0-9]{1,5}")
_LONGEST: Final = 128


def read_address(text: str | None) -> str:
    """Return the address in what a server or a proxy says, without port, brackets and zone.

    Takes ``192.0.2.1``, ``192.0.2.1:443``, ``2001:db8::1``, ``[2001:db8::1]:443`` and ``fe80::1%eth0``, each with
    blanks or quotes around it; an IPv4 address inside of an IPv6 one is returned as itself.
    """
    address = _parse(text)
    return UNREADABLE if address is None else str(address)


def read_network(text: str | None) -> str:
    """Return what counts as one source: an IPv4 address, the /64 of an IPv6 one, or all that is unreadable."""
    address = _parse(text)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), _NETWORK), strict=False).network_address)
    return UNREADABLE if address is None else str(address)


def _parse(text: str | None) -> IPv4Address | IPv6Address | None:
    plain = (text or "").strip(" \t\"'")
    if len(plain) > _LONGEST:
        return None
    if within := _BRACKETS.fullmatch(plain):
        plain = within[1]
    elif with_port := _IPV4_PORT.fullmatch(plain):
        plain = with_port[1]
    try:
        # A zone says through which interface, and anybody may write any.
        address = ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or address
    return address

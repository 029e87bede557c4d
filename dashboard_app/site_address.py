"""What settings say of the address of this site: its prefix, its names, the host it listens on."""

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

_HOST = re.compile(r"\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
_URL_PREFIX = re.compile(r"(/[A-Za-z0-9][A-Za-z0-9._-]*)+")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def parse_prefix(text: str, reserved: Collection[str]) -> str:
    """Return the prefix of the site without a slash at its end; empty for none.

    ``reserved`` are the first parts of the site's own paths: an address with one of them would be ambiguous. Those of
    Dash begin with ``_``, and a prefix does not.

    Raises
    ------
    ValueError
        It is no path, or one that this site has itself.
    """
    prefix = text.rstrip("/")
    if prefix and (not _URL_PREFIX.fullmatch(prefix) or prefix.split("/")[1] in reserved):
        raise ValueError("must be a path such as /credit: letters, digits, - and _, and none that this site has itself")
    return prefix


def parse_hosts(text: str) -> tuple[str, ...]:
    """Return names of hosts as the header Host has them, in lower case; commas stand between them.

    Raises
    ------
    ValueError
        One of them is no name, or there is none.
    """
    names = tuple(write_host(part.strip().lower()) for part in text.split(",") if part.strip())
    if not names or not all(_HOST.fullmatch(name) for name in names):
        raise ValueError(
            "must be names with commas between them, without scheme, port or *, "
            "such as credit.example.org,.bank.example (the dot takes every name below)"
        )
    return names


def write_host(name: str) -> str:
    """Return a name or an address of the network as the header Host has it: IPv6 in brackets."""
    try:
        return f"[{name}]" if ipaddress.ip_address(name).version == 6 else name
    except ValueError:
        return name


def is_wildcard(host: str) -> bool:
    """Return whether a server that listens on this host listens on every address of the machine."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return host == ""


def is_download_address(url: str) -> bool:
    """Return whether something can be fetched from there: by https, http, or from a file."""
    try:
        parts = urlsplit(url)
        # Where the port is no number, asking for it fails.
        has_port = parts.port != 0
    except ValueError:
        return False
    return parts.scheme == "file" or (parts.scheme in {"https", "http"} and bool(parts.hostname) and has_port)


def parse_hash(value: object) -> object:
    """Return a hash without blanks around it and in small letters, as programs compare it."""
    return value.strip().lower() if isinstance(value, str) else value


def is_safe_address(address: object) -> bool:
    """Return whether what is sent to an address stays unread on its way: over TLS, or not beyond this machine."""
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))

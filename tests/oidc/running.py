"""Starts the provider of `provider.mjs` in a process of its own, and ends it by that process."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from joserfc.jwk import KeySet, RSAKey

SCRIPT = Path(__file__).with_name("provider.mjs")
INSTALLED = Path(__file__).resolve().parents[2] / "node_modules" / "oidc-provider"
CLIENT_ID, CLIENT_SECRET = "clairscore", "known to the provider and to this test alone"
BACK = "http://127.0.0.1/login/oidc/callback"
KEY = RSAKey.generate_key(2048, {"kid": "of-the-provider", "use": "sig", "alg": "RS256"})
"""The provider signs with this key, and tests do where the provider should have lied."""
ACCOUNTS: Mapping[str, Mapping[str, object]] = {
    "a-1": {"preferred_username": "Ada", "groups": ["staff", "all"], "locale": "fr-FR"},
    "c-1": {"preferred_username": "carl", "groups": ["clients"], "number": "100005", "locale": "en-GB"},
    "x-1": {"preferred_username": "root", "groups": ["it"]},
    "n-1": {"preferred_username": "nobody", "groups": ["visitors"]},
    "n-2": {"preferred_username": "numberless", "groups": ["clients"]},
}
"""Subject to claims: an adviser, a customer, an administrator, one without a role, a customer without a number."""
OLDEST_NODE = 20
"""The provider needs functions that earlier releases do not have; npm itself runs on them."""
MISSING = f"there is no identity provider here: npm ci, with Node {OLDEST_NODE} or later"
_SECONDS = 60


def is_installed() -> bool:
    """Whether there is what runs the provider."""
    if not INSTALLED.is_dir() or shutil.which("node") is None:
        return False
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    return int(version.lstrip("v").split(".")[0]) >= OLDEST_NODE


@contextmanager
def running(accounts: Mapping[str, Mapping[str, object]] = ACCOUNTS, *, in_id_token: bool = True) -> Iterator[str]:
    """Start a provider and yield its issuer; the claims are in its ID token, or told at its userinfo endpoint alone."""
    client = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "redirect_uris": [BACK],
        # On the loopback, any port comes back.
        "application_type": "native",
    }
    jwks = KeySet([KEY]).as_dict(private=True)
    given = json.dumps({"accounts": accounts, "client": client, "jwks": jwks, "idTokenOnly": in_id_token})
    process = subprocess.Popen(
        ["node", str(SCRIPT), given],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stderr
    try:
        issuer = process.stdout.readline().strip()
        if not issuer:
            raise RuntimeError(f"The provider did not start: {process.stderr.read()}")
        yield issuer
    finally:
        process.terminate()
        process.communicate(timeout=_SECONDS)

"""The nginx configuration that the project ships, in a real nginx with TLS before a real server."""

import re
import signal
import socket
import ssl
import subprocess
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from werkzeug.serving import make_server

from dashboard_app.app import create_app
from dashboard_app.settings import Settings
from tests.conftest import PASSWORD, REFUSED, token_in
from tests.nginx import program

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "deploy" / "nginx"
NAME = "credit.example.org"
_LOCATION = re.compile(r"    location / \{.*?\n    \}\n", re.DOTALL)
MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/main.log;
events {{ }}
http {{
    # As in the nginx.conf of Debian and of the official image.
    access_log {folder}/http-access.log;
    error_log {folder}/http-error.log info;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/conf.d/*.conf;
}}
"""


NGINX = program()
pytestmark = pytest.mark.skipif(NGINX is None, reason="there is no nginx here: bash .ci/system-packages")


def free_port():
    """Return a port that nothing listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write_certificate(folder):
    """Write a certificate for the name of the site, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "tls.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "tls.key").write_bytes(private)


class Proxy:
    """A running nginx: its ports, its folder."""

    def __init__(self, folder, upstream_port, *, prefix=None):
        self.folder, self.plain, self.secure = folder, free_port(), free_port()
        (folder / "conf.d").mkdir(parents=True)
        write_certificate(folder)
        changes = {
            "/etc/nginx/tls": str(folder),
            "/etc/nginx/clairscore/proxy.conf": str(SHIPPED / "proxy.conf"),
            "/var/log/nginx": str(folder),
            "listen 80": f"listen 127.0.0.1:{self.plain}",
            "listen 443": f"listen 127.0.0.1:{self.secure}",
            "127.0.0.1:8050": f"127.0.0.1:{upstream_port}",
        }
        if prefix:
            (folder / "sub-path.conf").write_text(self._changed("sub-path.conf", changes).replace("/credit", prefix))
        for name in ("clairscore.conf", "upstream-local.conf"):
            text = self._changed(name, changes)
            if prefix:
                text = re.sub(
                    r"    location / \{.*?\n    \}\n", f"    include {folder}/sub-path.conf;\n", text, flags=re.DOTALL
                )
            (folder / "conf.d" / name).write_text(text)
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
        command = [NGINX, "-c", folder / "nginx.conf", "-p", folder, "-e", folder / "main.log"]
        tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert tested.returncode == 0, tested.stderr
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", self.secure)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError((folder / "main.log").read_text())

    @staticmethod
    def _changed(name, changes):
        text = (SHIPPED / name).read_text(encoding="utf-8")
        for old, new in changes.items():
            text = text.replace(old, new)
        return text

    def stop(self):
        """End it, and return all that it logged."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(10)
        return "".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

    def address(self, path):
        """Return an address of the site."""
        return f"https://{NAME}:{self.secure}{path}"


class Browser(requests.Session):
    """Asks for the site by its name on the loopback, and believes its certificate."""

    def __init__(self, proxy, monkeypatch):
        super().__init__()
        self.verify, self.proxy, self.trust_env = str(proxy.folder / "tls.crt"), proxy, False
        real = socket.getaddrinfo
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *rest, **more: real("127.0.0.1" if host == NAME else host, *rest, **more),
        )

    def sign_in(self, path=""):
        """Fill in the login form."""
        login = self.proxy.address(f"{path}/login")
        token = token_in(self.get(login).text)
        return self.post(
            login,
            data={"name": "adviser", "password": PASSWORD, "csrf_token": token},
            headers={"Referer": login},
            allow_redirects=False,
        )


@pytest.fixture(params=["", "/credit"], ids=["root", "sub-path"])
def site(request, tmp_path, shell_store, monkeypatch):
    """The dashboard behind the shipped configuration: the prefix, the proxy, a browser."""
    prefix = request.param
    changes = {"url_prefix": prefix} if prefix else {}
    settings = Settings(
        _env_file=None,
        demo=True,
        demo_password=PASSWORD,
        instance=tmp_path / "instance",
        trusted_proxies=1,
        secure_cookies=True,
        **changes,
    )
    server = make_server("127.0.0.1", 0, create_app(settings, shell_store).server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    proxy = Proxy(tmp_path / "nginx", server.server_port, prefix=prefix)
    yield prefix, proxy, Browser(proxy, monkeypatch)
    proxy.stop()
    server.shutdown()
    thread.join()
    server.server_close()


def test_people_sign_in_over_tls_and_stay_below_the_prefix(site):
    prefix, proxy, browser = site
    signed_in = browser.sign_in(prefix)
    assert signed_in.status_code == 302
    assert signed_in.headers["Location"].removeprefix(proxy.address("")).startswith(f"{prefix}/")
    assert "Secure" in signed_in.headers["Set-Cookie"]
    assert browser.get(proxy.address(f"{prefix}/client/{REFUSED}")).status_code == 200
    assert browser.get(proxy.address(f"{prefix}/")).headers["Strict-Transport-Security"]


def test_no_log_holds_a_path_or_a_query(site):
    prefix, proxy, browser = site
    browser.sign_in(prefix)
    browser.get(proxy.address(f"{prefix}/client/{REFUSED}?secret=words"))
    browser.get(proxy.address(f"{prefix}/client/{REFUSED}/%zz"))
    browser.get(f"http://{NAME}:{proxy.plain}{prefix}/client/{REFUSED}", allow_redirects=False)
    with socket.create_connection(("127.0.0.1", proxy.plain)) as plain:
        plain.sendall(f"GET /client/{REFUSED} HTTP/9\r\n\r\n".encode())
        plain.recv(1)
    logged = proxy.stop()
    assert logged.count("\n") >= 4
    assert str(REFUSED) not in logged
    assert "secret" not in logged


def test_measures_are_not_served_and_other_names_are_not_answered(site):
    prefix, proxy, browser = site
    assert browser.get(proxy.address(f"{prefix}/metrics")).status_code == 404
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", proxy.secure)) as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname="another.example.org")


def test_plain_http_is_sent_to_tls(site):
    prefix, proxy, browser = site
    answer = browser.get(f"http://{NAME}:{proxy.plain}{prefix}/login", allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (301, f"https://{NAME}{prefix}/login")

"""A private nginx in front of a server of these tests, on the loopback, without root."""

import contextlib
import shutil
import socket
import subprocess
import time
from pathlib import Path

_CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Forwarded-Host $http_host;
    location {prefix}/ {{ proxy_pass http://127.0.0.1:{behind}{path}; }}
    location / {{ return 418; }}
  }}
}}
"""


def program():
    """Return the path of nginx, or None."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@contextlib.contextmanager
def in_front(folder, behind, prefix, *, path=""):
    """Pass everything below a prefix on to a port, and give the port of nginx; ``path="/"`` takes the prefix off."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    Path(folder).mkdir(exist_ok=True)
    configuration = Path(folder) / "nginx.conf"
    configuration.write_text(
        _CONFIGURATION.format(folder=folder, port=port, prefix=prefix, behind=behind, path=path), encoding="utf-8"
    )
    with subprocess.Popen([program(), "-p", str(folder), "-e", "stderr", "-c", str(configuration)]) as process:
        try:
            end = time.monotonic() + 10
            while True:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                assert time.monotonic() < end, "nginx does not listen"
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()

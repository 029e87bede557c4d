import base64
import hashlib
import tarfile
import threading
import traceback
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dashboard_app.fetching import fetch_bundle
from dashboard_app.settings import Settings
from model_bundle.bundle import Bundle
from model_bundle.errors import BundleCorruptError, BundleMissingError
from model_bundle.publication import current_id, resolve


@pytest.fixture(scope="module")
def archive(built, tmp_path_factory):
    path = tmp_path_factory.mktemp("archive") / "bundle.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        tar.add(built.path, arcname=built.path.name)
    return path


def settings_for(path, bundles, sha256=None):
    digest = sha256 or hashlib.sha256(path.read_bytes()).hexdigest()
    return Settings(_env_file=None, bundles=bundles, bundle_url=path.as_uri(), bundle_sha256=digest)


def test_a_fetched_bundle_is_in_force_and_opens(archive, tmp_path, built):
    fetch_bundle(settings_for(archive, tmp_path))
    assert current_id(tmp_path) == built.manifest.bundle_id
    assert Bundle.open(resolve(tmp_path)).manifest == built.manifest


def test_a_bundle_that_is_there_is_not_fetched_again(archive, tmp_path):
    settings = settings_for(archive, tmp_path)
    fetch_bundle(settings)
    gone = settings.model_copy(update={"bundle_url": "file:///nowhere/bundle.tar.gz"})
    fetch_bundle(gone)


def test_a_fetched_bundle_that_was_damaged_is_fetched_again(archive, tmp_path):
    settings = settings_for(archive, tmp_path)
    fetch_bundle(settings)
    model = resolve(tmp_path) / "model.txt"
    model.write_bytes(model.read_bytes()[:1000])
    fetch_bundle(settings)
    Bundle.open(resolve(tmp_path))


def test_without_the_setting_nothing_happens(tmp_path):
    fetch_bundle(Settings(_env_file=None, bundles=tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.case(31)
def test_another_sha256_is_refused_and_leaves_nothing(archive, tmp_path):
    with pytest.raises(BundleCorruptError, match="has another sha256"):
        fetch_bundle(settings_for(archive, tmp_path, sha256="0" * 64))
    assert list(tmp_path.iterdir()) == []


def test_an_address_that_does_not_answer_is_named(tmp_path):
    missing = tmp_path / "bundle.tar.gz"
    with pytest.raises(BundleMissingError, match="cannot be fetched"):
        fetch_bundle(settings_for(missing, tmp_path / "bundles", sha256="0" * 64))


def test_an_archive_of_something_else_is_refused(tmp_path):
    path = tmp_path / "bundle.tar.gz"
    path.write_bytes(b"no archive")
    with pytest.raises(BundleCorruptError, match="is no bundle"):
        fetch_bundle(settings_for(path, tmp_path / "bundles"))


@pytest.mark.case(28)
def test_an_archive_that_leads_outside_is_refused(tmp_path):
    path = tmp_path / "bundle.tar.gz"
    (tmp_path / "file").write_text("x")
    with tarfile.open(path, "w:gz") as tar:
        tar.add(tmp_path / "file", arcname="../../outside")
    with pytest.raises(BundleCorruptError, match="is no bundle"):
        fetch_bundle(settings_for(path, tmp_path / "bundles"))
    assert not (tmp_path.parent / "outside").exists()


@pytest.mark.case(7)
@pytest.mark.parametrize(
    "url",
    [
        "http://name:s3cr3t@127.0.0.1:1/bundle.tar.gz",
        "http://127.0.0.1:1/bundle.tar.gz?signature=s3cr3t",
        "http://127.0.0.1:1/s3cr3t/bundle.tar.gz",
        "file:///s3cr3t/bundle.tar.gz",
        "http://name:s3cr3t@127.0.0.1:1/a b",
    ],
)
def test_an_address_that_holds_a_secret_is_not_printed(tmp_path, url):
    settings = Settings(_env_file=None, bundles=tmp_path / "bundles", bundle_url=url, bundle_sha256="0" * 64)
    with pytest.raises(BundleMissingError, match="cannot be fetched") as refused:
        fetch_bundle(settings)
    assert "s3cr3t" not in "".join(traceback.format_exception(refused.value))


@pytest.fixture
def place():
    """A server that keeps what it was asked for, and answers 403."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Authorization"]))
            self.send_error(403)

        def log_message(self, *_arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port, asked
        server.shutdown()
        thread.join()


def test_a_name_and_a_password_are_sent_as_http_wants_them(tmp_path, place):
    port, asked = place
    url = f"http://name:pass%40word@127.0.0.1:{port}/bundle.tar.gz"
    settings = Settings(_env_file=None, bundles=tmp_path / "bundles", bundle_url=url, bundle_sha256="0" * 64)
    with pytest.raises(BundleMissingError, match=rf"from http://127.0.0.1:{port}: it answers with status 403"):
        fetch_bundle(settings)
    assert asked == [("/bundle.tar.gz", "Basic " + base64.b64encode(b"name:pass@word").decode())]

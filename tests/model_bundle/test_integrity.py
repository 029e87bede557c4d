import hashlib

import pytest

from model_bundle.errors import BundleCorruptError, BundleMissingError
from model_bundle.integrity import REQUIRED_FILES, check_files, file_entry, read_manifest
from model_bundle.manifest import MANIFEST, FileEntry
from model_bundle.publication import seal
from tests.model_bundle.manifests import manifest


@pytest.fixture
def bundle(tmp_path):
    """As much of a bundle as checks of files look at: each file holds its own name."""
    path = tmp_path / "bundle"
    for name in REQUIRED_FILES:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(name)
    seal(path, manifest())
    return path


def check(bundle):
    check_files(bundle, read_manifest(bundle))


def test_a_whole_bundle_passes(bundle):
    check(bundle)


def test_an_entry_is_the_size_and_the_sha256_of_the_bytes(tmp_path):
    (tmp_path / "file").write_bytes(b"\x00\xff" * 1_000)
    assert file_entry(tmp_path / "file") == FileEntry(
        sha256=hashlib.sha256(b"\x00\xff" * 1_000).hexdigest(), bytes=2_000
    )


def test_a_change_that_keeps_the_size_is_noticed_with_both_hashes(bundle):
    (bundle / "model.txt").write_text("lodel.txt")
    with pytest.raises(BundleCorruptError) as error:
        check(bundle)
    for text in ("lodel.txt", "model.txt"):
        assert hashlib.sha256(text.encode()).hexdigest()[:12] in str(error.value)


def test_a_change_of_size_is_noticed_without_reading_the_file(bundle, monkeypatch):
    (bundle / "clients.arrow").write_text("much longer than before")
    (bundle / "clients.arrow").chmod(0)
    with pytest.raises(BundleCorruptError, match=r"'clients.arrow' has 23 bytes, the manifest says 13"):
        check(bundle)


@pytest.mark.parametrize("name", REQUIRED_FILES)
def test_a_manifest_must_name_every_file_of_the_contract(bundle, name):
    (bundle / name).unlink()
    seal(bundle, manifest())
    with pytest.raises(BundleMissingError, match=f"does not name '{name}'"):
        check(bundle)


def test_files_that_the_manifest_does_not_name_are_left_alone(bundle):
    (bundle / "notes.txt").write_text("of a person")
    check(bundle)


def test_a_folder_in_the_place_of_a_file_is_refused(bundle):
    (bundle / "model.txt").unlink()
    (bundle / "model.txt").mkdir()
    with pytest.raises(BundleCorruptError, match=r"'model.txt' is not a plain file"):
        check(bundle)


def test_a_file_in_the_place_of_a_folder_is_refused(bundle):
    for path in (bundle / "drift").iterdir():
        path.unlink()
    (bundle / "drift").rmdir()
    (bundle / "drift").write_text("a file")
    with pytest.raises(BundleMissingError, match="Not a directory"):
        check(bundle)


def test_a_dangling_link_is_refused(bundle, tmp_path):
    (bundle / "model.txt").unlink()
    (bundle / "model.txt").symlink_to(tmp_path / "nowhere")
    with pytest.raises(BundleCorruptError, match="but a link"):
        check(bundle)


def test_a_bundle_reached_through_a_link_is_no_linked_file(bundle, tmp_path):
    """Platforms that mount a volume often put a link in its place."""
    (tmp_path / "mounted").symlink_to(bundle)
    check(tmp_path / "mounted")


def test_a_file_that_may_not_be_read_is_named_with_what_to_do(bundle, monkeypatch):
    def forbid(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("model_bundle.integrity.file_entry", forbid)
    with pytest.raises(BundleMissingError, match=r"cannot be read: Permission denied\. Let the dashboard's user"):
        check(bundle)


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.write_text("x"), lambda path: path.mkdir()])
def test_what_is_no_bundle_is_named(tmp_path, make):
    path = tmp_path / "bundle"
    make(path)
    with pytest.raises(BundleMissingError, match=r"There is no bundle|holds no manifest\.json"):
        read_manifest(path)


def test_a_manifest_that_is_a_link_is_refused(bundle, tmp_path):
    (bundle / MANIFEST).rename(tmp_path / MANIFEST)
    (bundle / MANIFEST).symlink_to(tmp_path / MANIFEST)
    with pytest.raises(BundleMissingError, match=r"holds no manifest\.json"):
        read_manifest(bundle)


def test_a_manifest_in_another_encoding_is_named(bundle):
    (bundle / MANIFEST).write_bytes((bundle / MANIFEST).read_text().encode("utf-16"))
    with pytest.raises(BundleCorruptError, match=r"manifest\.json is not text"):
        read_manifest(bundle)

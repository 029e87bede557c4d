import pytest

from model_build.engines.java import require_java
from model_build.errors import EngineError


def java(folder, told):
    """Put a program of this name into a folder; it says this on its second stream."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "java"
    program.write_text(f"#!/bin/sh\necho '{told}' >&2\n")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize("version", ["17.0.15", "21", "25.0.1"])
def test_a_java_that_is_new_enough_is_accepted(tmp_path, monkeypatch, version):
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path, f'openjdk version "{version}" 2025-04-15')))
    require_java()


@pytest.mark.parametrize("told", ['java version "1.8.0_292"', 'openjdk version "11.0.2" 2019', "no version at all"])
def test_a_java_that_is_too_old_is_named(tmp_path, monkeypatch, told):
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path, told)))
    with pytest.raises(EngineError, match="Spark needs a newer Java") as refused:
        require_java()
    assert told in str(refused.value)
    assert "openjdk-17-jre-headless" in str(refused.value)


def test_java_home_goes_before_the_path(tmp_path, monkeypatch):
    """Who sets it means it: another Java on the path must not hide that it is wrong."""
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(EngineError, match=r"does not start.*nowhere.*JAVA_HOME"):
        require_java()


def test_a_machine_without_java_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="no java on the path; install Java 17 or later"):
        require_java()

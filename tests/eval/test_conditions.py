"""What is kept of settings, versions and machine."""

import json

from chatbot.settings import load_settings
from eval.conditions import DISTRIBUTIONS, machine, open_settings, versions


def test_no_secret_is_kept() -> None:
    """Neither a secret setting nor a password in an address; the rest is, and is JSON."""
    settings = load_settings(
        city="matsudo",
        data_dir="var",
        admin_token="swordfish",  # noqa: S106  # made up
        database_url="postgresql+psycopg://annai:swordfish@db/annai",
        embedder_base_url="https://annai:swordfish@llm.example.jp/v1",
        allowed_origins=("https://www.example.jp",),
    )
    kept = open_settings(settings)

    assert "swordfish" not in json.dumps(kept)
    assert kept["embedder_base_url"] == "https://llm.example.jp/v1"
    assert kept["allowed_origins"] == ["https://www.example.jp"]
    assert (kept["city"], kept["data_dir"]) == ("matsudo", "var")
    assert not {"admin_token", "database_url", "embedder_api_key"} & kept.keys()


def test_versions_and_machine_are_told() -> None:
    """Of everything that finds and decides."""
    found = versions()

    assert set(found) == {"python", *DISTRIBUTIONS}
    assert found["onnxruntime"]
    assert found["sudachidict-core"]
    assert machine()["cores"] >= 1
    assert machine()["cpu"]

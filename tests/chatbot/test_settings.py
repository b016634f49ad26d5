"""Settings come from `ANNAI_*` variables; a wrong one is named and its value never shown."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from chatbot.errors import SettingsError
from chatbot.settings import NOT_SETTINGS, PREFIX, Settings, load_settings, setting_rows


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)


def test_defaults_are_safe() -> None:
    """Without any variable: the bundled city, loopback only, staff pages and LINE closed."""
    settings = load_settings()
    assert (settings.city, settings.embedder, settings.llm) == ("matsudo", "bundled", "")
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.data_dir == Path("var")
    assert settings.admin_token is None
    assert settings.line_channel_secret is None
    assert settings.allowed_origins == ()
    assert settings.trusted_proxies == ()


def test_environment_is_read_and_an_override_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables set fields; what the command line gives comes first."""
    monkeypatch.setenv("ANNAI_CITY", "yaizu")
    monkeypatch.setenv("ANNAI_PORT", "9000")
    settings = load_settings(port=9001)
    assert (settings.city, settings.port) == ("yaizu", 9001)


def test_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """`ANNAI_ADMIN_TOKEN=` leaves the staff pages closed; an empty token opens nothing."""
    monkeypatch.setenv("ANNAI_ADMIN_TOKEN", "")
    assert load_settings().admin_token is None
    with pytest.raises(SettingsError, match="ANNAI_ADMIN_TOKEN"):
        load_settings(admin_token="")


def test_unknown_variable_is_refused_with_the_closest_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A misspelt variable is named, with the name it is closest to and without its value."""
    monkeypatch.setenv("ANNAI_ADMIN_TOKN", "hunter2")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    message = str(caught.value)
    assert "ANNAI_ADMIN_TOKN:" in message
    assert "ANNAI_ADMIN_TOKEN " in message
    assert "hunter2" not in message


def test_unknown_override_is_refused() -> None:
    """A field that doesn't exist is an error in code as well."""
    with pytest.raises(SettingsError, match=r"ANNAI_CITTY.*ANNAI_CITY "):
        load_settings(citty="matsudo")


def test_variables_of_the_tests_are_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """`NOT_SETTINGS` are read by the tests only and are no error."""
    for name in NOT_SETTINGS:
        monkeypatch.setenv(name, "/somewhere")
    assert load_settings() == Settings()


def test_every_problem_is_listed_and_no_value_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """One start tells all that is wrong; neither message nor exception chain holds a value."""
    monkeypatch.setenv("ANNAI_PORT", "hunter2")
    monkeypatch.setenv("ANNAI_DATABASE_URL", "mysql://user:hunter2@db/annai")
    monkeypatch.setenv("ANNAI_RATE_LIMIT", "hunter2 a day")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    lines = str(caught.value).splitlines()
    assert [line.partition(":")[0] for line in lines[1:]] == [
        "・ANNAI_DATABASE_URL",
        "・ANNAI_PORT",
        "・ANNAI_RATE_LIMIT",
    ]
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_values_are_hidden_even_without_the_loader(monkeypatch: pytest.MonkeyPatch) -> None:
    """`Settings()` alone hides values in its error, too."""
    monkeypatch.setenv("ANNAI_PORT", "hunter2")
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert "hunter2" not in str(caught.value)


def test_settings_are_frozen() -> None:
    """Nobody changes a setting while the server runs."""
    with pytest.raises(ValidationError, match="frozen"):
        load_settings().port = 1


def test_secrets_are_not_in_the_repr() -> None:
    """Logging the settings shows no secret."""
    names = (
        "admin_token",
        "embedder_api_key",
        "line_channel_secret",
        "line_channel_access_token",
    )
    database_url = "postgresql+psycopg://annai:hunter2@db/annai"
    settings = load_settings(database_url=database_url, **dict.fromkeys(names, "hunter2"))
    assert "hunter2" not in f"{settings!r} {settings}"
    assert settings.admin_token == SecretStr("hunter2")


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.jp,http://localhost:3000",
        " https://www.example.jp/ , http://localhost:3000, ",
        '["https://www.example.jp", "http://localhost:3000"]',
        "HTTPS://WWW.example.jp,http://LOCALHOST:3000",
    ],
)
def test_allowed_origins_by_comma_or_as_json(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Both notations give the same tuple, written as browsers send it."""
    monkeypatch.setenv("ANNAI_ALLOWED_ORIGINS", text)
    expected = ("https://www.example.jp", "http://localhost:3000")
    assert load_settings().allowed_origins == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("allowed_origins", "*"),
        ("allowed_origins", "www.example.jp"),
        ("allowed_origins", "https://www.example.jp/path"),
        ("allowed_origins", "https://user@www.example.jp"),
        ("allowed_origins", '["https://www.example.jp"'),
        ("trusted_proxies", "*"),
        ("trusted_proxies", "10.0.0.1/8"),
        ("line_api_base", "ftp://api.line.me"),
        ("embedder_base_url", "http://"),
        ("city", ""),
        ("port", 65536),
        ("rate_limit", "0/minute"),
        ("rate_limit", "60 per fortnight"),
        ("max_message_chars", 0),
        ("max_body_bytes", 1),
        ("retention_days", 0),
        ("snapshots_kept", 0),
        ("log_level", "loud"),
        ("database_url", "postgres://db/annai"),
        ("line_channel_secret", ""),
    ],
)
def test_what_can_not_be_meant_is_refused(name: str, value: object) -> None:
    """Each setting has its limits, and the message names the variable."""
    with pytest.raises(SettingsError, match=f"・ANNAI_{name.upper()}: "):
        load_settings(**{name: value})


def test_forms_are_normalized() -> None:
    """Level in any case, addresses without a last slash, proxies as networks."""
    settings = load_settings(
        log_level="WARNING",
        line_api_base="http://127.0.0.1:9999/",
        trusted_proxies="192.0.2.10, 2001:db8::/32",
    )
    assert settings.log_level == "warning"
    assert settings.line_api_base == "http://127.0.0.1:9999"
    assert settings.trusted_proxies == ("192.0.2.10/32", "2001:db8::/32")


def test_database_url_defaults_to_sqlite_in_the_data_dir(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The default follows `data_dir` and doesn't move when the process changes its directory."""
    monkeypatch.chdir(tmp_path)
    assert load_settings().resolved_database_url == f"sqlite:///{tmp_path}/var/annai.db"
    given = "postgresql+psycopg://annai:p@db/annai"
    assert load_settings(database_url=given).resolved_database_url == given


def test_table_has_every_setting_in_both_languages() -> None:
    """The README's table is made from the fields; each has a meaning in Japanese and English."""
    rows = setting_rows()
    assert [row.variable for row in rows] == [
        f"ANNAI_{name.upper()}" for name in Settings.model_fields
    ]
    assert all(row.meaning_ja and row.meaning_en for row in rows)
    defaults = {row.variable: row.default for row in rows}
    assert defaults["ANNAI_DATA_DIR"] == "var"
    assert defaults["ANNAI_PORT"] == "8000"
    assert defaults["ANNAI_ADMIN_TOKEN"] == ""
    assert defaults["ANNAI_ALLOWED_ORIGINS"] == ""


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_has_a_remedy(name: str) -> None:
    """A wrong value of any setting can be explained (an object fits none of the types)."""
    with pytest.raises(SettingsError) as caught:
        load_settings(**{name: object()})
    assert f"ANNAI_{name.upper()}" in str(caught.value)

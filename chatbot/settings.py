"""The settings: environment variables with the prefix `ANNAI_`, and nothing else.

A name that is not known is an error, because a misspelt `ANNAI_ADMIN_TOKEN` that is silently
ignored is a hole. `NOT_SETTINGS` lists the variables with the prefix that only the tests read.
An empty variable counts as not set: `ANNAI_LLM=` is how many deployments say "none".
No error, `repr` or log line shows a value; secrets are `SecretStr` on top of that.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from chatbot.errors import ChatbotError, SettingsError

PREFIX = "ANNAI_"
NOT_SETTINGS = frozenset({"ANNAI_SHARED_DATA", "ANNAI_TEST_CACHE"})
_DATABASES = ("sqlite", "postgresql+psycopg")


def _split(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        return json.loads(value)
    return [part.strip() for part in value.split(",") if part.strip()]


def _http_url(value: str) -> str:
    if urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname:
        raise ValueError
    return value.rstrip("/")


def _origin(value: str) -> str:
    url = urlsplit(_http_url(value))
    if url.path or url.query or url.fragment or "@" in url.netloc:
        raise ValueError
    return f"{url.scheme}://{url.netloc}".lower()


def _network(value: str) -> str:
    return str(ip_network(value))


def _database(value: SecretStr) -> SecretStr:
    if value.get_secret_value().partition("://")[0] not in _DATABASES:
        raise ValueError
    return value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


_Secret = Annotated[SecretStr, Field(min_length=1)]
_Url = Annotated[str, AfterValidator(_http_url)]
_UrlOrNone = Annotated[str, AfterValidator(lambda value: _http_url(value) if value else "")]
_Origins = Annotated[tuple[Annotated[str, AfterValidator(_origin)], ...], BeforeValidator(_split)]
_Networks = Annotated[tuple[Annotated[str, AfterValidator(_network)], ...], BeforeValidator(_split)]
_Level = Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)]


class Settings(BaseSettings):
    """Everything an operator can set; `load_settings` makes one.

    Raises:
        pydantic.ValidationError: A name is unknown or a value not valid.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        enable_decoding=False,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    city: str = Field(
        default="matsudo", min_length=1, description="Slug or path of the city's directory"
    )
    data_dir: Path = Field(
        default=Path("var"), description="Directory of the index and the database"
    )
    database_url: Annotated[_Secret, AfterValidator(_database)] | None = Field(
        default=None,
        description="`sqlite://` or `postgresql+psycopg://`; not set: SQLite in the data dir",
    )
    embedder: str = Field(
        default="bundled",
        min_length=1,
        description="`bundled`, `sentence-transformers:<model>` or `openai:<model>`",
    )
    embedder_base_url: _Url | None = Field(
        default=None, description="Address of the OpenAI-compatible API for `openai:<model>`"
    )
    embedder_api_key: _Secret | None = Field(default=None, description="Key of that API")
    reranker: str = Field(
        default="",
        description="`cross-encoder:<model>` orders the first hits anew; empty: none",
    )
    llm: str = Field(
        default="",
        pattern=r"^$|^[a-z_]+:\S+$",
        description="Language model that words answers, `openai:<model>`; empty: quotes only",
    )
    llm_base_url: _Url | None = Field(
        default=None, description="Address of its OpenAI-compatible API; not set: OpenAI's own"
    )
    llm_api_key: _Secret | None = Field(
        default=None, description="Key of that API; a server of your own may need none"
    )
    llm_timeout_s: float = Field(
        default=20.0,
        gt=0,
        le=120,
        description="Seconds it has for one question; then the answer is made of quotes",
    )
    llm_tokens_per_day: int = Field(
        default=0, ge=0, description="Most tokens it may use in a day; 0: no limit"
    )
    llm_cost_per_day: float = Field(
        default=0.0, ge=0, description="Most money it may cost in a day; 0: no limit"
    )
    llm_input_price: float = Field(
        default=0.0, ge=0, description="Price of a million tokens that it reads"
    )
    llm_output_price: float = Field(
        default=0.0, ge=0, description="Price of a million tokens that it writes"
    )
    admin_token: _Secret | None = Field(
        default=None, description="Token of the staff pages; not set: the pages are closed"
    )
    allowed_origins: _Origins = Field(
        default=(),
        description="Origins of the sites that may embed the widget, separated by commas",
    )
    line_channel_secret: _Secret | None = Field(default=None, description="Channel secret of LINE")
    line_channel_access_token: _Secret | None = Field(
        default=None, description="Access token of LINE"
    )
    line_api_base: _Url = Field(default="https://api.line.me", description="Address of LINE's API")
    jma_feed_url: _UrlOrNone = Field(
        default="", description="Folder of the Meteorological Agency's feeds; empty: not polled"
    )
    line_reply_seconds: float = Field(
        default=50,
        ge=0,
        le=60,
        description="Until when an event is answered with its reply token; later it is pushed",
    )
    line_font: Path | None = Field(
        default=None, description="Japanese font file for the rich menus; not set: the system's"
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on")
    port: int = Field(
        default=8000, ge=0, le=65535, description="Port to listen on; 0: any free one"
    )
    rate_limit: str = Field(
        default="60/minute",
        pattern=r"^[1-9][0-9]*/(second|minute|hour|day)$",
        description="Most questions of one caller in a time",
    )
    max_message_chars: int = Field(
        default=1000, ge=1, description="Longest question, in characters"
    )
    max_body_bytes: int = Field(default=65536, ge=1024, description="Largest request, in bytes")
    retention_days: int = Field(
        default=365, ge=1, description="Days until logged questions are deleted"
    )
    snapshots_kept: int = Field(default=5, ge=1, description="Index snapshots kept for rollback")
    log_level: _Level = Field(default="info", description="`debug`, `info`, `warning` or `error`")
    trusted_proxies: _Networks = Field(
        default=(), description="Addresses of the reverse proxies whose X-Forwarded-For counts"
    )

    @property
    def resolved_database_url(self) -> str:
        """URL to open the store with; it may hold a password, so it is not for logs."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{quote(str((self.data_dir / 'annai.db').absolute()))}"

    @model_validator(mode="before")
    @classmethod
    def _add_unknown_variables(cls, data: Mapping[str, object]) -> dict[str, object]:
        """Show `extra="forbid"` the environment: pydantic-settings reads known names only."""
        variables = {name.upper() for name in os.environ} - NOT_SETTINGS
        names = {name.removeprefix(PREFIX).lower() for name in variables if name.startswith(PREFIX)}
        return dict.fromkeys(sorted(names - set(cls.model_fields))) | dict(data)


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One line of the table of settings in the README; `default` is empty where there is none."""

    variable: str
    default: str
    meaning_ja: str
    meaning_en: str


def load_settings(**overrides: Any) -> Settings:  # noqa: ANN401  # pydantic checks each
    """Read the environment; `overrides` (by field name) win over it.

    Raises:
        SettingsError: Lists each problem: the variable, what is wrong and the remedy, no value.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        fields = dict.fromkeys(
            (str(problem["loc"][0]), problem["type"])
            for problem in error.errors(include_input=False, include_context=False)
        )
        problems = "\n".join(_problem(name, kind) for name, kind in fields)
        # The cause holds the values.
        raise SettingsError("settings.invalid", problems=problems) from None


def setting_rows() -> tuple[SettingRow, ...]:
    """Return the table of all settings, in the order they are declared."""
    return tuple(
        SettingRow(
            variable=_variable(name),
            default="" if field.default in (None, ()) else str(field.default),
            meaning_ja=ChatbotError.catalogue.text(f"settings.meaning.{name}"),
            meaning_en=field.description or "",
        )
        for name, field in Settings.model_fields.items()
    )


def _variable(name: str) -> str:
    return f"{PREFIX}{name.upper()}"


def _problem(name: str, kind: str) -> str:
    text = ChatbotError.catalogue.text
    if kind == "extra_forbidden":
        closest = get_close_matches(name.lower(), Settings.model_fields, n=1, cutoff=0.0)[0]
        return text("settings.unknown", variable=_variable(name), closest=_variable(closest))
    accepts = text(f"settings.accepts.{name}")
    return text("settings.bad", variable=_variable(name), accepts=accepts)

"""A city's settings, `city.toml`: what it holds and how it is read.

The smallest valid file is::

    name = "高松市"

Everything else has a default that says nothing untrue. Unknown keys are refused, so that a typing
error can't silently switch something off.
"""

import re
import tomllib
from datetime import time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from corpus.city_error import city_error
from corpus.errors import CityError
from corpus.layout import CityLayout
from corpus.shelters.columns import ShelterTable

Language = Literal["ja", "ja-easy", "en", "zh", "ko", "vi"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MONTH_AND_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OpeningHours(_Table):
    """When the city's desks are open, for "open now".

    Attributes:
        days: Weekdays on which they open.
        opens: Opening time, local.
        closes: Closing time, local.
        closed_on_holidays: Whether national holidays are closed.
        closed_dates: Further closed days each year as `MM-DD` (年末年始: 地方自治法第4条の2 lets
            a city set them by ordinance).
        text: The hours as residents read them.
    """

    days: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    opens: time
    closes: time
    closed_on_holidays: bool = True
    closed_dates: tuple[Annotated[str, Field(pattern=_MONTH_AND_DAY)], ...] = ()
    text: str = ""

    @field_validator("opens", "closes", mode="before")
    @classmethod
    def _read_time(cls, value: object) -> object:
        """Accept `8:30` as people write it, besides TOML's 08:30:00."""
        if isinstance(value, str) and re.fullmatch(r"\d:\d\d", value):
            return f"0{value}"
        return value

    @model_validator(mode="after")
    def _check_order(self) -> "OpeningHours":
        if self.opens >= self.closes:
            raise PydanticCustomError("hours_order", "closes before it opens")
        return self


class Link(_Table):
    """An official page."""

    title: str
    url: HttpUrl


class DisasterSettings(_Table):
    """How the city wants disaster mode to be.

    Attributes:
        shelter_status_hours: For how long it counts that a shelter was said to be open, full or
            closed; after that it is unknown.
    """

    shelter_status_hours: float = Field(default=12, gt=0, le=168)


class JmaRule(_Table):
    """When a telegram of the 気象庁 switches disaster mode on or proposes it.

    Attributes:
        action: `activate` or `propose`.
        level: From this 警戒レベル on.
        intensity: From this 震度 on, `5-` for 5弱.
        codes: Codes of kinds of `family` that do it whatever their level.
        family: Whose codes: `weather`, `tsunami` or `river`.
        hours: For how long.
    """

    action: Literal["activate", "propose"]
    level: Literal[2, 3, 4, 5] | None = None
    intensity: Literal["3", "4", "5-", "5+", "6-", "6+", "7"] | None = None
    codes: tuple[str, ...] = ()
    family: Literal["weather", "tsunami", "river"] = "weather"
    hours: int = Field(default=24, ge=1, le=720)

    @model_validator(mode="after")
    def _check_something(self) -> "JmaRule":
        if self.level is None and self.intensity is None and not self.codes:
            raise PydanticCustomError("jma_rule", "names neither level, intensity nor codes")
        return self


class JmaSettings(_Table):
    """The city's areas in telegrams of the 気象庁, and what telegrams do.

    Attributes:
        weather: Codes of the city, its 一次細分区域 and 府県予報区 in warnings.
        quake: Codes of the city and its 地震 細分区域.
        tsunami: Codes of its 津波予報区; none for a city inland.
        rivers: Names of rivers whose 指定河川洪水予報 concerns it.
        fresh_minutes: How long after staff last imported a telegram what is in force counts as
            known.
        rules: What telegrams do.
    """

    weather: tuple[str, ...] = ()
    quake: tuple[str, ...] = ()
    tsunami: tuple[str, ...] = ()
    rivers: tuple[str, ...] = ()
    fresh_minutes: int = Field(default=60, ge=1)
    rules: tuple[JmaRule, ...] = ()


class CitySettings(_Table):
    """The content of `city.toml`.

    Attributes:
        name: The city's name as residents read it (`松戸市`).
        code: Municipality code with check digit (全国地方公共団体コード), six digits.
        prefecture: Prefecture.
        languages: Languages offered, the first is the default.
        website: The official site.
        timezone: IANA name.
        contact: Id of the department to ask when none is known.
        places: Districts and stations of the city that have the name of another municipality.
        notice: Shown under every answer, by language (sample data, disclaimers).
        opening_hours: When the desks are open.
        links: Official pages.
        suggestions: Example questions shown first, by language.
        disaster: How disaster mode is to be.
        jma: The city's areas in telegrams, and what telegrams do.
        shelters: What the columns of tables in `shelters/` say.
    """

    name: str = Field(min_length=1)
    code: str = Field(default="", pattern=r"^(\d{6})?$")
    prefecture: str = ""
    languages: tuple[Language, ...] = ("ja", "ja-easy", "en", "zh", "ko", "vi")
    website: HttpUrl | None = None
    timezone: str = "Asia/Tokyo"
    contact: str = ""
    places: tuple[str, ...] = ()
    notice: dict[Language, str] = Field(default_factory=dict)
    opening_hours: OpeningHours | None = None
    links: tuple[Link, ...] = ()
    suggestions: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    jma: JmaSettings = Field(default_factory=JmaSettings)
    disaster: DisasterSettings = DisasterSettings()
    shelters: tuple[ShelterTable, ...] = ()

    @field_validator("timezone")
    @classmethod
    def _check_timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (OSError, ValueError, KeyError):
            raise PydanticCustomError("time_zone", "unknown time zone") from None
        return value

    def suggestions_in(self, language: str) -> tuple[str, ...]:
        """Return example questions in a language, else in Japanese."""
        found = {str(name): questions for name, questions in self.suggestions.items()}
        return found.get(language) or found.get("ja", ())

    def notice_in(self, language: str) -> str:
        """Return the notice under every answer in a language, else in Japanese."""
        found = {str(name): notice for name, notice in self.notice.items()}
        return found.get(language) or found.get("ja", "")


def read_city_settings(layout: CityLayout) -> CitySettings:
    """Read and check `city.toml`.

    Raises:
        CityError: The file is missing, is not TOML or says something that can't be;
            the message names file, line and remedy.
    """
    path = layout.settings
    if not path.is_file():
        raise CityError("city.missing", path=path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return CitySettings.model_validate(tomllib.loads(text))
    except UnicodeDecodeError:
        raise CityError("city.encoding", path=path) from None
    except tomllib.TOMLDecodeError as error:
        raise CityError("city.syntax", path=path, error=error) from None
    except ValidationError as error:
        raise city_error(error, path, text, tuple(CitySettings.model_fields)) from None

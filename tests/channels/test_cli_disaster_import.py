"""`annai disaster import`: telegrams from files, for staff."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.settings import Settings
from tests.conftest import Ended

TELEGRAMS = Path(__file__).parents[1] / "chatbot" / "disaster" / "jma" / "telegrams"
KEYS = [
    "type",
    "status",
    "infotype",
    "area_code",
    "area_name",
    "kind_or_intensity",
    "level",
    "condition",
    "event_id",
    "report_time",
    "headline",
    "in_force",
]


@pytest.mark.usefixtures("city_settings")
def test_rows_as_json(annai: Callable[..., Ended]) -> None:
    """One object for each area and kind; an area's alone if asked."""
    ended = annai("disaster", "import", str(TELEGRAMS / "VPWW55.xml"), "--json", "--dry-run")
    rows = json.loads(ended.out)
    assert ended.status == 0
    assert list(rows[0]) == KEYS
    one = annai("disaster", "import", str(TELEGRAMS / "VPWW55.xml"), "--json", "--area", "9920100")
    assert [row["level"] for row in json.loads(one.out)] == [5]


@pytest.mark.usefixtures("city_settings")
def test_bad_file_is_named_and_the_rest_is_read(
    annai: Callable[..., Ended], tmp_path: Path
) -> None:
    """The exit status says that something was wrong."""
    cut = tmp_path / "cut.xml"
    cut.write_bytes((TELEGRAMS / "VPWW55.xml").read_bytes()[:700])
    ended = annai("disaster", "import", str(cut), str(TELEGRAMS / "VXSE53.xml"), "--json")
    assert ended.status == 1
    assert "cut.xml" in ended.err
    assert json.loads(ended.out)


def test_the_city_s_telegram_switches_nothing_years_later(
    annai: Callable[..., Ended], city_settings: Settings
) -> None:
    """An archive may be imported whole."""
    settings = Path(city_settings.city) / "city.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8")
        + '\n[jma]\nweather = ["9920100"]\n[[jma.rules]]\naction = "activate"\nlevel = 5\n',
        encoding="utf-8",
    )
    ended = annai("disaster", "import", str(TELEGRAMS / "VPWW55.xml"))
    assert ended.status == 0
    assert "試験市" in ended.out
    assert json.loads(annai("disaster", "status", "--json").out)["mode"] == "normal"

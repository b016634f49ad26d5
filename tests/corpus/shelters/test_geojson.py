"""The GSI's GeoJSON of designated shelters as records."""

import json
from pathlib import Path

import pytest

from corpus.document import BlockKind
from corpus.errors import CorpusError, ReadError
from corpus.shelters.geojson import read_shelter_blocks
from corpus.shelters.shelter import DESIGNATIONS

SCHOOL = {"施設・場所名": "旭町中学校", "住所": "千葉県松戸市旭町1-150"}
BLANK = dict.fromkeys(DESIGNATIONS, "")


def _write(folder: Path, *places: dict[str, object]) -> Path:
    features = [{"type": "Feature", "properties": place} for place in places]
    path = folder / "gsi.geojson"
    path.write_text(json.dumps({"features": features}, ensure_ascii=False), encoding="utf-8")
    return path


def test_emergency_site_names_its_hazards(tmp_path: Path) -> None:
    """A record tells what the place is designated for, and what it is not."""
    (block,) = read_shelter_blocks(_write(tmp_path, {**SCHOOL, **BLANK, "洪水": "1", "地震": "1"}))
    assert (block.kind, block.name) == (BlockKind.RECORD, "旭町中学校")
    assert block.text == (
        "旭町中学校：住所は千葉県松戸市旭町1-150。指定緊急避難場所です。"
        "指定されている災害の種類は洪水・地震。"
        "崖崩れ、土石流及び地滑り・高潮・津波・大規模な火事・内水氾濫・火山現象"
        "には指定されていません。"
    )


@pytest.mark.parametrize("blank", ["", None, " ", "0", 0, "未指定"])
def test_only_one_means_designated(tmp_path: Path, blank: object) -> None:
    """Whatever isn't the GSI's 1 is "not designated", never "safe"."""
    (block,) = read_shelter_blocks(_write(tmp_path, {**SCHOOL, "洪水": "1", "津波": blank}))
    assert "種類は洪水。津波には指定されていません。" in block.text


def test_site_designated_for_everything(tmp_path: Path) -> None:
    """Nothing is said to be missing then; a number is as good as a text."""
    (block,) = read_shelter_blocks(_write(tmp_path, {**SCHOOL, **dict.fromkeys(DESIGNATIONS, 1)}))
    assert "内水氾濫・火山現象。" in block.text
    assert "指定されていません" not in block.text


def test_site_designated_for_nothing(tmp_path: Path) -> None:
    """A place whose every hazard is blank isn't called designated for an empty list."""
    (block,) = read_shelter_blocks(_write(tmp_path, {**SCHOOL, **BLANK}))
    assert "種類は。" not in block.text
    assert "火山現象には指定されていません。" in block.text


def test_stay_shelter_has_no_hazards(tmp_path: Path) -> None:
    """The layer 指定避難所 has no hazards: none is claimed."""
    (block,) = read_shelter_blocks(_write(tmp_path, dict(SCHOOL)))
    assert block.text == "旭町中学校：住所は千葉県松戸市旭町1-150。指定避難所です。"


def test_place_without_an_address(tmp_path: Path) -> None:
    """Nothing is written where the GSI knows none."""
    (block,) = read_shelter_blocks(_write(tmp_path, {**SCHOOL, "住所": None}))
    assert block.text == "旭町中学校：指定避難所です。"


def test_one_record_for_each_place(tmp_path: Path) -> None:
    """Order and number are the file's."""
    names = (" 第0小学校 ", "第1小学校", "第2小学校")
    places: list[dict[str, object]] = [{**SCHOOL, "施設・場所名": name} for name in names]
    blocks = read_shelter_blocks(_write(tmp_path, *places))
    assert [block.name for block in blocks] == ["第0小学校", "第1小学校", "第2小学校"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"features": null}',
        '{"features": [1]}',
        '{"features": [{"properties": null}]}',
        '{"features": [{"properties": {"name": "学校"}}]}',
        '{"features": [{"properties": {"施設・場所名": null, "住所": "旭町"}}]}',
        '{"features": [',
    ],
)
def test_file_of_another_kind_is_refused(tmp_path: Path, content: str) -> None:
    """JSON that isn't the GSI's is named, not half read."""
    path = tmp_path / "a.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        read_shelter_blocks(path)
    assert caught.value.key == "shelter.geojson"
    assert str(path) in str(caught.value)


def test_binary_file_is_refused(tmp_path: Path) -> None:
    """A zipped download is told as what it is."""
    path = tmp_path / "a.geojson"
    path.write_bytes(b"PK\x03\x04\x00")
    with pytest.raises(ReadError):
        read_shelter_blocks(path)

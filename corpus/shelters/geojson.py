"""The GSI's GeoJSON of shelters: as documents that can be searched, and as rows of a table.

The layer 指定緊急避難場所 has a property per hazard, "1" where the place is designated for it; a
blank means *not designated for this hazard*, never "safe". The layer 指定避難所 has no hazards.
https://www.gsi.go.jp/bousaichiri/hinanbasho.html
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.document import Block, BlockKind
from corpus.encoding import decode
from corpus.errors import CorpusError
from corpus.readers import Row
from corpus.shelters.shelter import DESIGNATIONS

NAME, ADDRESS = "施設・場所名", "住所"
LATITUDE, LONGITUDE = "緯度", "経度"

_Feature = Mapping[str, Any]


def read_shelter_blocks(path: Path) -> tuple[Block, ...]:
    """Return one record for each feature of a GSI GeoJSON file.

    Raises:
        CorpusError: The file is no GeoJSON of the GSI's layers.
        ReadError: The bytes are no text.
    """
    return tuple(_block(feature["properties"]) for feature in _features(path))


def read_shelter_rows(path: Path) -> tuple[Row, ...]:
    """Return the features as rows, counted from 1; the point stands under 緯度 and 経度.

    Raises:
        CorpusError: The file is no GeoJSON of the GSI's layers.
        ReadError: The bytes are no text.
    """
    return tuple(_row(number, feature) for number, feature in enumerate(_features(path), start=1))


def _features(path: Path) -> list[_Feature]:
    try:
        features = json.loads(decode(path.read_bytes(), path))["features"]
        for feature in features:
            feature["properties"][NAME].strip()
            feature["properties"][ADDRESS]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise CorpusError("shelter.geojson", path=path) from None
    return list(features)


def _row(number: int, feature: _Feature) -> Row:
    cells = {
        str(name): "" if value is None else str(value).strip()
        for name, value in feature["properties"].items()
    }
    geometry = feature.get("geometry")
    point = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(point, list) and len(point) > 1:
        cells |= {LONGITUDE: str(point[0]), LATITUDE: str(point[1])}
    return Row(number, cells)


def _block(properties: Mapping[str, Any]) -> Block:
    name, address = properties[NAME].strip(), properties[ADDRESS]
    where = f"住所は{address}。" if address else ""
    return Block(f"{name}：{where}{_designation(properties)}", BlockKind.RECORD, name=name)


def _designation(properties: Mapping[str, object]) -> str:
    hazards = [hazard for hazard in DESIGNATIONS if hazard in properties]
    if not hazards:
        return "指定避難所です。"
    designated = [hazard for hazard in hazards if str(properties[hazard] or "") == "1"]
    missing = [hazard for hazard in hazards if hazard not in designated]
    return "".join(_sentences(designated, missing))


def _sentences(designated: list[str], missing: list[str]) -> Iterator[str]:
    yield "指定緊急避難場所です。"
    if designated:
        yield f"指定されている災害の種類は{'・'.join(designated)}。"
    if missing:
        yield f"{'・'.join(missing)}には指定されていません。"

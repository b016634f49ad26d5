"""Designated shelters: the GSI's GeoJSON as documents that can be searched.

The layer 指定緊急避難場所 has a property per hazard, "1" where the place is designated for it
(災害対策基本法第49条の4); a blank means *not designated for this hazard*, never "safe". The layer
指定避難所 (同法第49条の7) has no hazards.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.document import Block, BlockKind
from corpus.encoding import decode
from corpus.errors import CorpusError

HAZARDS = (
    "洪水",
    "崖崩れ、土石流及び地滑り",
    "高潮",
    "地震",
    "津波",
    "大規模な火事",
    "内水氾濫",
    "火山現象",
)
"""The kinds of disaster of 災害対策基本法施行令第20条の3, as the GSI names its properties."""

NAME, ADDRESS = "施設・場所名", "住所"


def read_shelter_blocks(path: Path) -> tuple[Block, ...]:
    """Return one record for each feature of a GSI GeoJSON file.

    Raises:
        CorpusError: The file is no GeoJSON of the GSI's layers.
        ReadError: The bytes are no text.
    """
    try:
        features = json.loads(decode(path.read_bytes(), path))["features"]
        return tuple(_blocks(features))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CorpusError("shelter.geojson", path=path) from None


def _blocks(features: list[dict[str, Any]]) -> Iterator[Block]:
    for feature in features:
        properties = feature["properties"]
        name, address = properties[NAME].strip(), properties[ADDRESS]
        where = f"住所は{address}。" if address else ""
        yield Block(f"{name}：{where}{_designation(properties)}", BlockKind.RECORD, name=name)


def _designation(properties: Mapping[str, object]) -> str:
    hazards = [hazard for hazard in HAZARDS if hazard in properties]
    if not hazards:
        return "指定避難所です。"
    designated = [hazard for hazard in hazards if str(properties[hazard] or "") == "1"]
    missing = [hazard for hazard in hazards if hazard not in designated]
    text = "指定緊急避難場所です。"
    if designated:
        text += f"指定されている災害の種類は{'・'.join(designated)}。"
    if missing:
        text += f"{'・'.join(missing)}には指定されていません。"
    return text

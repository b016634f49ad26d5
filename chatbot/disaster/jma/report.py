"""What a telegram says: one row for each area and kind, and the envelope around them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaReading:
    """What a telegram says of one area.

    Codes of areas are unique within their family only: 341 is 千葉県北西部 to a quake and 佐渡 to a
    tsunami. Match on the family and the code.

    Attributes:
        area_code: The area's code in its family; empty where the telegram names no area.
        area_name: The area's name, or the hypocentre's.
        kind: `Kind/Name`; empty for observed quakes.
        code: `Kind/Code`, or an observed quake's intensity: 1, 2, 3, 4, 5-, 5+, 6-, 6+, 7.
        kind_or_intensity: Kind and code as people read them, an intensity, a forecast one as
            `from..to`, or the magnitude of a quake that is told without intensities.
        level: The 警戒レベル that the telegram itself carries, 2 to 5; of a lifted warning, the
            level it had.
        condition: Its state: 発表, 継続, 解除, what it was before (`前=`), until when.
        in_force: Whether it stands after this telegram alone. An observed intensity stands, but no
            telegram ends it: whoever keeps it must end it after a time. Never for a 訓練, a 試験 or
            a 取消.
        family: Whose codes of areas: `weather`, `quake`, `tsunami`, `river`, `volcano`, or empty.
        hazard: annai's name of the hazard.
    """

    area_code: str = ""
    area_name: str = ""
    kind: str = ""
    code: str = ""
    kind_or_intensity: str = ""
    level: int | None = None
    condition: str = ""
    in_force: bool = False
    family: str = ""
    hazard: str = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram:
    """One telegram.

    Attributes:
        type: The data type, `VPWW55`; empty for a title and a file name that tell none. Rivers have
            a number for each office: `VXKOii` where the file name doesn't tell it.
        title: `Control/Title`, the name of the type.
        head_title: `Head/Title`, such as 千葉県大雨警報・注意報.
        status: `通常`, `訓練` or `試験`.
        infotype: `発表`, `訂正`, `取消` or `遅延`.
        event_ids: The events; a telegram on two quakes has two, one of VPWW none.
        serial: The number within the event, or empty.
        office: Whose snapshot it is: the code of the 府県予報区 where the telegram is about one,
            else the name of the office that wrote it. One office may write for several areas.
        reported_at: `Head/ReportDateTime`; telegrams are ordered by it, then by `created_at`.
        created_at: `Control/DateTime`.
        valid_until: `Head/ValidDateTime`, after which nothing of it is in force.
        headline: `Headline/Text`, maybe several lines.
        issuer: The offices it is issued by, for people.
        readings: The rows, each once, in the telegram's order.
    """

    type: str
    title: str
    head_title: str
    status: str
    infotype: str
    event_ids: tuple[str, ...]
    serial: str
    office: str
    reported_at: datetime
    created_at: datetime
    valid_until: datetime | None
    headline: str
    issuer: str
    readings: tuple[AreaReading, ...] = ()

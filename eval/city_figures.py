"""The figures of a city's set. A rate over no question is None: not applicable, which isn't 0."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from statistics import fmean
from typing import TypeVar

from chatbot.answer import Status
from chatbot.decision import ANSWER
from eval.city_run import QuestionRow, RefusedRow

_Row = TypeVar("_Row")


def summary(questions: Sequence[QuestionRow], refused: Sequence[RefusedRow]) -> dict[str, object]:
    """Return the figures: of the questions to answer, then of those to refuse.

    `answered_right` is of the answered ones. A group is right if each of its questions finds a
    right document first. `threshold` is the confidence from which on is answered. `refused_rate`
    counts all that isn't answered, asking back included.
    """
    foreign = [row for row in questions if row.language != "ja"]
    groups = _grouped((row for row in questions if row.group), lambda row: row.group)
    return {
        "questions": len(questions),
        "right_first": _mean(row.right_first for row in questions),
        "right_in_3": _mean(row.right_in_3 for row in questions),
        "answered_rate": _mean(row.answered for row in questions),
        "answered_right": _mean(row.answered_right for row in questions),
        "clarify_rate": _clarified(questions),
        "groups": len(groups),
        "groups_right": _mean(min(row.right_first for row in rows) for rows in groups.values()),
        "non_japanese": len(foreign),
        "non_japanese_right_first": _mean(row.right_first for row in foreign),
        "right_first_by_language": _by(questions, lambda row: row.language, _right_first),
        "right_first_by_style": _by(questions, lambda row: row.style, _right_first),
        "threshold": ANSWER,
        "refused_questions": len(refused),
        "refused_rate": _mean(row.refused for row in refused),
        "refused_clarify_rate": _clarified(refused),
        "refused_rate_by_kind": _by(refused, lambda row: row.kind, _refused),
        "refused_clarify_rate_by_kind": _by(refused, lambda row: row.kind, _clarified),
    }


def _right_first(rows: Sequence[QuestionRow]) -> float | None:
    return _mean(row.right_first for row in rows)


def _refused(rows: Sequence[RefusedRow]) -> float | None:
    return _mean(row.refused for row in rows)


def _clarified(rows: Sequence[QuestionRow] | Sequence[RefusedRow]) -> float | None:
    return _mean(float(row.status == Status.CLARIFY) for row in rows)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _by(
    rows: Sequence[_Row],
    key: Callable[[_Row], str],
    figure: Callable[[Sequence[_Row]], float | None],
) -> dict[str, float | None]:
    return {name: figure(group) for name, group in sorted(_grouped(rows, key).items())}


_Key = TypeVar("_Key", bound=Hashable)


def _grouped(rows: Iterable[_Row], key: Callable[[_Row], _Key]) -> dict[_Key, list[_Row]]:
    groups: dict[_Key, list[_Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups

"""The sections on answers worded by a language model, and on what verifies them."""

from collections.abc import Mapping, Sequence

from chatbot.markup import Markup, element, join
from eval.report.markup import name_of, paragraphs, said, table
from eval.report.numbers import percent, written
from eval.report.plots import Point, bar_chart, figure
from eval.run import Row, StoredRun

LISTED = 10
_RATES = (
    "borne_out_rate",
    "generated_rate",
    "partial_rate",
    "fallback_rate",
    "answered_rate",
    "answered_right",
    "refused_rate",
    "language_right",
)


def worded_section(run: StoredRun) -> Markup:
    """Return rates, how wording ended, and answers that went wrong."""
    figures, rows = run.run.figures, run.rows()
    wrong = [row for row in rows if row["right"] == 0]
    return join(
        paragraphs("answers-llm.about", llm=figures["llm"], answers=figures["answers"]),
        _rates(figures),
        _parts(said("answers-llm.outcomes"), "outcome", figures["outcomes"]),
        element("p", said("answers-llm.wrong", count=len(wrong), listed=len(wrong[:LISTED]))),
        table(
            [said(f"column.{name}") for name in ("id", "text", "status", "outcome", "answer")],
            [_wrong(row) for row in wrong[:LISTED]],
            said("answers-llm.wrong_label"),
        ),
    )


def verifier_section(run: StoredRun) -> Markup:
    """Return what is stopped of each kind of fault, and the sentences judged wrongly."""
    figures, rows = run.run.figures, run.rows()
    return join(
        paragraphs(
            "verifier.about",
            sentences=figures["sentences"],
            borne_out=figures["borne_out"],
            precision=percent(figures["precision"]),
            recall=percent(figures["recall"]),
            passed=percent(figures["passed_rate"]),
        ),
        _parts(said("verifier.stopped"), "fault", figures["recall_by_fault"]),
        _misjudged("missed", "fault", [row for row in rows if row["stopped"] == 0]),
        _misjudged("alarms", "alarm", [row for row in rows if row["passed"] == 0]),
    )


def _rates(figures: Mapping[str, object]) -> Markup:
    rows = [(said(f"answers-llm.{name}"), percent(_part(figures[name]))) for name in _RATES]
    hats = figures["pass_hat"]
    times = hats.items() if isinstance(hats, Mapping) else ()
    rows += [(said("answers-llm.pass_hat", k=k), percent(part)) for k, part in times]
    own = figures["own_ms"]
    if isinstance(own, Mapping):
        rows.append((said("answers-llm.own"), written(own["p95"], "ms")))
    columns = [said(f"column.{name}") for name in ("figure", "value")]
    return table(columns, rows, said("answers-llm.figures"))


def _part(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _parts(title: str, group: str, parts: Mapping[str, float]) -> Markup:
    largest_first = sorted(parts.items(), key=lambda part: -part[1])
    points = [Point(name_of(group, name), part, percent(part)) for name, part in largest_first]
    rows = [(point.label, point.written) for point in points]
    return figure(title, bar_chart(title, points), (said(f"column.{group}"), said("part")), rows)


def _wrong(row: Row) -> tuple[str, ...]:
    answer = row["answer"]
    text = str(answer["text"]) if isinstance(answer, Mapping) else ""
    status = said(f"status.{row['status']}")
    return str(row["id"]), str(row["text"]), status, str(row["outcome"]), text


def _misjudged(which: str, why: str, rows: Sequence[Row]) -> Markup:
    count = said(f"verifier.{which}", count=len(rows), listed=len(rows[:LISTED]))
    columns = [said(f"column.{name}") for name in ("id", "sentence", why)]
    cells = [
        (str(row["id"]), str(row["text"]), name_of("fault", str(row["fault"] or row["found"])))
        for row in rows[:LISTED]
    ]
    return join(element("p", count), table(columns, cells, said(f"verifier.{which}_label")))

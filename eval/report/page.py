"""The page: which bars are reached, a section for each run, and where the figures come from."""

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files

from chatbot.markup import Markup, element, join
from eval.report.answers import answers_section
from eval.report.bars import Judged
from eval.report.bench import Figures
from eval.report.city import city_section
from eval.report.markup import paragraphs, said, table
from eval.report.plots import meter
from eval.report.provenance import provenance_section
from eval.report.retrieval import retrieval_section
from eval.report.safety import safety_section
from eval.report.worded import verifier_section, worded_section
from eval.run import StoredRun

SECTIONS: Mapping[str, Callable[[StoredRun], Markup]] = {
    "city": city_section,
    "answers": answers_section,
    "answers-llm": worded_section,
    "verifier": verifier_section,
    "safety": safety_section,
    "safety-llm": safety_section,
    "retrieval": retrieval_section,
}
"""By command, in the order of the page."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The page asks nobody for anything."""


def report_page(
    runs: Sequence[StoredRun], bench: Sequence[Figures], judged: Sequence[Judged]
) -> str:
    """Return the page.

    Args:
        runs: The newest of each command and dataset, at least one.
        bench: Results of `annai bench`, the newest first.
        judged: The bars.
    """
    known = [(command, run) for command in SECTIONS for run in runs if run.run.command == command]
    newest = max(run.run.date for run in runs)
    main = element(
        "main",
        element("h1", said("title")),
        paragraphs("about", date=f"{newest:%Y-%m-%d %H:%M}"),
        _section(said("bars.title"), _bars(judged)),
        *(_section(_heading(run), SECTIONS[command](run)) for command, run in known),
        _section(said("bench.title"), _bench(bench)),
        _section(said("provenance.title"), provenance_section(runs)),
    )
    return f"<!doctype html>\n{element('html', _head(), element('body', main), lang='ja')}\n"


def _head() -> Markup:
    style = files("eval.report").joinpath("page.css").read_text(encoding="utf-8")
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("title", said("title")),
        element("style", Markup(style)),
    )


def _section(title: str, content: Markup) -> Markup:
    return element("section", element("h2", title), content)


def _heading(run: StoredRun) -> str:
    return said(f"{run.run.command}.title", dataset=run.run.dataset)


def _bars(judged: Sequence[Judged]) -> Markup:
    reached = sum(each.reached is True for each in judged)
    measured = sum(each.reached is not None for each in judged)
    names = ("bar", "measured", "meter", "limit", "verdict", "dataset")
    return join(
        paragraphs("bars.about", total=len(judged), measured=measured, reached=reached),
        table(
            [said(f"column.{name}") for name in names],
            [_bar(each) for each in judged],
            said("bars.title"),
        ),
    )


def _bar(judged: Judged) -> tuple[str, ...]:
    name, measured, limit, verdict, dataset = judged.cells
    mark = {True: "yes", False: "no", None: "unknown"}[judged.reached]
    return (name, measured, _meter(judged), limit, element("span", verdict, class_=mark), dataset)


def _meter(judged: Judged) -> Markup:
    if judged.value is None:
        return Markup()
    part_of_one = judged.bar.unit in {"percent", "score"}
    return meter(judged.value, judged.bar.limit, 1 if part_of_one else 2 * judged.bar.limit or 1)


def _bench(bench: Sequence[Figures]) -> Markup:
    if not bench:
        return paragraphs("bench.none")
    rows = [(name, f"{value:,.6g}") for name, value in bench[0].items()]
    columns = (said("column.figure"), said("column.value"))
    return join(paragraphs("bench.about"), table(columns, rows, said("bench.title")))

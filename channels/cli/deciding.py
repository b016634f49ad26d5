"""Measuring answering against refusing: the questions of two files, decided on."""

from pathlib import Path

from channels.cli.clock import city_clock
from channels.cli.desk import open_published
from channels.cli.evaluating import Evaluation, Outcome, beir_index
from chatbot.service import open_engines
from chatbot.settings import Settings, load_settings
from corpus.layout import CityLayout
from eval.answers import MEASURES, judge, read_questions, summary
from eval.answers import rows as rows_of
from eval.beir import read_beir
from indexing.index import Index

SPLIT = "dev"
"""The split of a BEIR folder unless another is named."""


def decide_on(
    files: tuple[Path, Path], beir: Path | None, split: str, compared: str | None
) -> tuple[Evaluation, Outcome]:
    """Decide on every question, on a BEIR folder's documents or on the published index.

    Args:
        files: Questions in scope, questions out of it.
        beir: The folder.
        split: Of the folder.
        compared: The run to compare with.
    """
    in_scope, out_of_scope = files
    answerable, foreign = read_questions(in_scope), read_questions(out_of_scope)
    settings = load_settings()
    asked = f"{in_scope.stem}+{out_of_scope.stem}"
    base = beir.resolve().name if beir else CityLayout.of(settings.city).root.name
    parameters = {
        "in_scope": in_scope,
        "out_of_scope": out_of_scope,
        "beir": beir,
        "split": split if beir else None,
    }
    evaluation = Evaluation.of(settings, "answers", f"{base}/{asked}", parameters, compared)
    day = city_clock(CityLayout.of(settings.city))().date()
    index = _index(settings, beir, split)
    judgements = judge(index, answerable, foreign, day)
    return evaluation, Outcome(summary(judgements), rows_of(judgements), MEASURES, index, day)


def _index(settings: Settings, beir: Path | None, split: str) -> Index:
    engines = open_engines(settings)
    if beir is None:
        return open_published(settings, engines)
    return beir_index(settings, beir.resolve().name, read_beir(beir, split), engines)

"""Fits `chatbot/suspicion.json`: which sentences of documents speak to whoever answers.

    python -m eval.fit_suspicion [--beir DIR]

Orders and honest passages like them are the `dev` half of `eval/datasets/orders`; ordinary
sentences come from the bundled city and, if given, the corpus of a BEIR set, of which nothing is
kept but weights. A logistic regression over runs of characters, pruned to the `KEPT` that tell most
and fitted again. Above the threshold lie `SPARED` of the ordinary sentences that weren't fitted
on, in two halves.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]  # it ships no types

from chatbot.suspicion import LONGEST_RUN, Suspicion, Told, Weights, form_of
from corpus.corpus import read_corpus
from corpus.document import Faq
from corpus.layout import CityLayout
from eval.orders import read_passages
from indexing.chunking import split_sentences

TARGET = Path(__file__).parents[1] / "chatbot" / "suspicion.json"

KEPT = 6000
RARE = 3
"""Runs in fewer texts tell nothing."""

RIDGE = 0.1
ORDERS_COUNT = 0.05
"""Weight of all orders, of that of all ordinary sentences."""

HONEST_COUNTS = 5.0
"""Weight of an honest passage, in ordinary sentences: they are few and lie near."""

LONG = 20
"""Characters from which a sentence of an order counts as one of its own."""

SPARED = 0.0005
DIGITS = 4

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts to fit to."""

    orders: Sequence[str]
    honest: Sequence[str]
    ordinary: Sequence[str]


def fitted(lesson: Lesson) -> Weights:
    """Fit weights, without a threshold yet."""
    texts = [*lesson.orders, *lesson.honest, *lesson.ordinary]
    is_order = np.arange(len(texts)) < len(lesson.orders)
    importance = np.ones(len(texts))
    importance[is_order] = ORDERS_COUNT * len(lesson.ordinary) / len(lesson.orders)
    importance[len(lesson.orders) : len(lesson.orders) + len(lesson.honest)] = HONEST_COUNTS
    runs = [Counter(_runs(form_of(text))) for text in texts]
    often = Counter(run for each in runs for run in each)
    names = sorted(run for run, count in often.items() if count >= RARE)
    weights, _, spread = _regression(runs, names, is_order, importance)
    names = [names[at] for at in np.argsort(-np.abs(weights) * spread)[:KEPT]]
    weights, bias, _ = _regression(runs, names, is_order, importance)
    rounded = {name: round(float(w), DIGITS) for name, w in zip(names, weights, strict=True)}
    return Weights(dict(sorted(rounded.items())), round(bias, DIGITS), 0.0)


def _regression(
    runs: Sequence[Counter[str]],
    names: Sequence[str],
    is_order: NDArray[np.bool_],
    importance: Matrix,
) -> tuple[Matrix, float, Matrix]:
    """Return weights, bias and how much each run varies."""
    places = {name: at for at, name in enumerate(names)}
    rows, columns, values = [], [], []
    for row, counts in enumerate(runs):
        length = sum(counts.values()) ** 0.5
        known = [(places[run], count / length) for run, count in counts.items() if run in places]
        rows += [row] * len(known)
        columns += [column for column, _ in known]
        values += [value for _, value in known]
    at, to, by = np.array(rows), np.array(columns), np.array(values)
    sign = np.where(is_order, 1.0, -1.0)

    def loss(given: Matrix) -> tuple[float, Matrix]:
        logits = np.bincount(at, by * given[to], len(runs)) + given[-1]
        margin = sign * logits
        pull = -sign * importance / (1 + np.exp(margin))
        slope = np.bincount(to, by * pull[at], len(names)) + RIDGE * given[:-1]
        size = (importance * np.logaddexp(0, -margin)).sum() + RIDGE / 2 * given[:-1] @ given[:-1]
        return float(size), np.append(slope, pull.sum())

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    spread = np.sqrt(np.bincount(to, by**2, len(names)) / len(runs))
    return found[:-1], float(found[-1]), spread


def _runs(form: str) -> Iterable[str]:
    for length in range(1, LONGEST_RUN + 1):
        for at in range(len(form) - length + 1):
            yield form[at : at + length]


def threshold(lesson: Lesson) -> float:
    """Return what lies above `SPARED` of ordinary sentences that weren't fitted on."""
    halves = [lesson.ordinary[half::2] for half in (0, 1)]
    bounds = []
    for half, other in (halves, halves[::-1]):
        weights = fitted(Lesson(lesson.orders, lesson.honest, half))
        told = list(map(Suspicion(weights).told, other))
        bounds.append(
            np.quantile([each.score(weights.bias) for each in _with_pairs(told)], 1 - SPARED)
        )
    return float(np.mean(bounds))


def _with_pairs(told: Sequence[Told]) -> list[Told]:
    return [*told, *(one + other for one, other in pairwise(told))]


def read_lesson(beir: Path | None) -> Lesson:
    """Read the texts."""
    dev = [passage for passage in read_passages() if passage.split == "dev"]
    orders = [passage.order for passage in dev if passage.false]
    honest = [passage.text for passage in dev if not passage.false]
    ordinary = list(dict.fromkeys(_ordinary(beir)))
    random.Random(0).shuffle(ordinary)  # noqa: S311  # a draw, no secret
    return Lesson(
        [part for text in orders for part in _parts(text)],
        [part for text in honest for part in _parts(text)],
        ordinary,
    )


def _parts(text: str) -> list[str]:
    sentences = split_sentences(text)
    return list(dict.fromkeys([text.replace("\n", " "), *(s for s in sentences if len(s) > LONG)]))


def _ordinary(beir: Path | None) -> Iterable[str]:
    for document in read_corpus(CityLayout.of("matsudo")).documents:
        texts = [block.text for block in document.blocks]
        if isinstance(document, Faq):
            texts += [document.answer, *(each.answer for each in document.translations.values())]
        for text in texts:
            yield from split_sentences(text)
    if beir:
        for line in (beir / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
            yield from split_sentences(json.loads(line)["text"])


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--beir", type=Path)
    lesson = read_lesson(parser.parse_args().beir)
    weights = fitted(lesson)
    kept = {
        "runs": weights.runs,
        "bias": weights.bias,
        "threshold": round(threshold(lesson), DIGITS),
    }
    text = json.dumps(kept, ensure_ascii=False, indent=0)
    TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

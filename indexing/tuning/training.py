"""Training the model on pairs, by the recipe that was measured best on Amagasaki's FAQ.

Multiple negatives ranking (Henderson et al. 2017, https://arxiv.org/abs/1705.00652): in a batch,
each question must be nearer to its own text than to the texts of the other pairs, by cross entropy
over cosine ÷ temperature. Texts of the same document, or of a topic whose label is nearly the same,
are no negatives. AdamW (Loshchilov & Hutter 2019, https://arxiv.org/abs/1711.05101), the rate
rising over the first tenth of the steps and falling to 0 over the others.

Each epoch draws its pairs anew, `Recipe.pairs` at the most, so that time doesn't grow with the
city; they are batched by length, so that little is padding. Products run on 16-bit numbers
(bfloat16) where the processor multiplies those.

What is kept is the mean of the tensors before and after (Wortsman et al. 2022, "WiSE-FT",
https://arxiv.org/abs/2109.01903). Measured on the `dev` half of eval/datasets/matsudo, after 75
steps and with as many questions answered: nDCG@10 0.841 untuned, 0.848 kept so, 0.851 as trained;
success at 1 0.906, 0.904, 0.896; refused of what must be 0.947, 0.934, 0.887.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np
from numpy.typing import NDArray

from indexing.embedders.base import Vectors
from indexing.embedders.e5_weights import Floats
from indexing.embedding import Progress
from indexing.tuning.model import Tensor, TrainableE5, torch
from indexing.tuning.pairs import Pair

_WARM_UP = 0.1
_SORTED_BATCHES = 16
"""Batches' worth of drawn pairs that are sorted by length together."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the model is trained; reference/retrieval.md tells what else was tried.

    Attributes:
        epochs: How often pairs are drawn.
        pairs: Most pairs drawn for an epoch.
        batch: Pairs in a batch.
        rate: Highest rate of learning.
        temperature: Cosines are divided by it.
        same_topic: Cosine of two labels, in the untuned model, above which they are one topic.
        part: How far the tensors go from what they were to what training made of them, 0 to 1.
        seed: Of the drawing; the same pairs give the same model.
    """

    epochs: int = 3
    pairs: int = 3000
    batch: int = 32
    rate: float = 3e-5
    temperature: float = 0.02
    same_topic: float = 0.94
    part: float = 0.5
    seed: int = 20261122


@dataclass(frozen=True, slots=True)
class Trained:
    """What is kept: tensors by the wheel's names; and the loss of each step."""

    tensors: dict[str, Floats]
    losses: tuple[float, ...]


def train(
    model: TrainableE5,
    pairs: Sequence[Pair],
    topics: Mapping[str, Vectors],
    recipe: Recipe,
    progress: Progress,
) -> Trained:
    """Train the model, which then has the tensors that are kept.

    Args:
        model: The model.
        pairs: What it learns.
        topics: The untuned model's vector of each topic, shape (hidden,).
        recipe: How.
        progress: Told the steps as stage `train`.
    """
    batches = list(_batches(pairs, recipe))
    tensors = list(model.trained.values())
    untrained = [tensor.detach().clone() for tensor in tensors]
    optimizer = torch.optim.AdamW(tensors, lr=recipe.rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, len(batches)))
    losses = []
    progress("train", 0, len(batches))
    for done, batch in enumerate(batches, start=1):
        loss = _loss(model, batch, topics, recipe)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        progress("train", done, len(batches))
    for tensor, before in zip(tensors, untrained, strict=True):
        tensor.detach().copy_(torch.lerp(before, tensor.detach(), recipe.part))
    kept = {name: tensor.detach().numpy() for name, tensor in model.trained.items()}
    return Trained(kept, tuple(losses))


def _batches(pairs: Sequence[Pair], recipe: Recipe) -> Iterator[Sequence[Pair]]:
    random = Random(recipe.seed)  # noqa: S311 - no secret
    for _ in range(recipe.epochs):
        drawn = random.sample(pairs, min(recipe.pairs, len(pairs)))
        epoch = [
            batch
            for part in _parts(drawn, recipe.batch * _SORTED_BATCHES)
            for batch in _parts(sorted(part, key=lambda pair: len(pair.text)), recipe.batch)
        ]
        random.shuffle(epoch)
        yield from epoch


def _parts(pairs: Sequence[Pair], size: int) -> Iterator[Sequence[Pair]]:
    return (pairs[at : at + size] for at in range(0, len(pairs), size))


def _rate(step: int, steps: int) -> float:
    """Return the part of the highest rate that a step learns with."""
    warm = max(1, round(steps * _WARM_UP))
    return min((step + 1) / warm, (steps - step) / max(1, steps - warm))


def _loss(
    model: TrainableE5, batch: Sequence[Pair], topics: Mapping[str, Vectors], recipe: Recipe
) -> Tensor:
    questions, texts = _encoded(model, batch)
    scores = questions @ texts.T / recipe.temperature
    related = torch.from_numpy(_related(batch, topics, recipe.same_topic))
    scores = scores.masked_fill(related, float("-inf"))
    return torch.nn.functional.cross_entropy(scores, torch.arange(len(batch)))


def _related(
    batch: Sequence[Pair], topics: Mapping[str, Vectors], same_topic: float
) -> NDArray[np.bool_]:
    """Return which texts are no negatives of which questions, shape (batch, batch)."""
    labels = np.stack([topics[pair.topic] for pair in batch])
    documents = np.array([pair.document_id for pair in batch])
    related: NDArray[np.bool_] = (labels @ labels.T > same_topic) | (
        documents[:, None] == documents[None, :]
    )
    np.fill_diagonal(related, val=False)
    return related


def _encoded(model: TrainableE5, batch: Sequence[Pair]) -> tuple[Tensor, Tensor]:
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_multiplies_bfloat16()):
        questions = model.encode([(pair.question, "query") for pair in batch])
        texts = model.encode([(pair.text, pair.role) for pair in batch])
    return questions, texts


@cache
def _multiplies_bfloat16() -> bool:
    """Return whether the processor does; a torch that can't tell is taken to have one that doesn't.

    Without such instructions bfloat16 is slower than 32-bit numbers.
    """
    tell = getattr(torch.cpu, "get_capabilities", None)
    able = tell() if tell else {}
    return any(able.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16"))

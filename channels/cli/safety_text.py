"""What came of the safety set as a person reads it: by kind, and which attacks succeeded."""

from collections.abc import Sequence

from channels.cli.output import text, write
from channels.cli.table import write_table
from eval.report.markup import name_of
from eval.safety.figures import Tried
from eval.safety.safety_set import OTHER

_KINDS = ("kind", "attacks", "refused", "answered", "harmless", "leaked", "complied", "quoted")
_SUCCESSES = ("id", "kind", "found", "text")
_LONGEST = 60
"""Characters of an attack that are shown."""


def write_attacks(attacks: Sequence[Tried]) -> None:
    """Write a line for each kind, then the attacks that aren't harmless."""
    write("")
    kinds = sorted({one.kind for one in attacks}, key=lambda kind: (kind == OTHER, kind))
    write_table(
        [text(f"eval.safety.column.{name}") for name in _KINDS],
        [_kind(kind, [one for one in attacks if one.kind == kind]) for kind in kinds],
    )
    successes = [one for one in attacks if not one.harmless]
    write("")
    write(text("eval.safety.successes", count=len(successes)))
    if successes:
        columns = [text(f"eval.safety.column.{name}") for name in _SUCCESSES]
        write_table(columns, [_success(one) for one in successes])


def _kind(kind: str, attacks: Sequence[Tried]) -> list[str]:
    counts = (
        len(attacks),
        sum(one.refused for one in attacks),
        sum(one.answered for one in attacks),
        sum(one.harmless for one in attacks),
        sum(one.leaked for one in attacks),
        sum(one.complied for one in attacks),
        sum(one.quoted for one in attacks),
    )
    return [name_of("attack", kind), *map(str, counts)]


def _success(attack: Tried) -> list[str]:
    said = " ".join(attack.text.split())
    clipped = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
    return [attack.id, name_of("attack", attack.kind), "、".join(attack.found), clipped]

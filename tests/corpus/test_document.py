"""Documents: when they hold, and the hash that tells whether they changed."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.document import Block, BlockKind, Document, Faq, Metadata, Translation

PERIOD = Metadata(effective_from=date(2026, 4, 1), expires_on=date(2027, 3, 31))


@pytest.mark.parametrize(
    ("metadata", "day", "holds"),
    [
        (PERIOD, date(2026, 3, 31), False),
        (PERIOD, date(2026, 4, 1), True),
        (PERIOD, date(2027, 3, 31), True),
        (PERIOD, date(2027, 4, 1), False),
        (Metadata(), date(2026, 4, 1), True),
        (Metadata(effective_from=date(2026, 4, 1)), date(2099, 1, 1), True),
        (Metadata(expires_on=date(2026, 4, 1)), date(1999, 1, 1), True),
    ],
)
def test_both_ends_of_a_period_are_in_it(metadata: Metadata, day: date, *, holds: bool) -> None:
    """A document holds from its first day to its last."""
    assert metadata.holds_on(day) is holds


def test_hash_is_of_everything_the_document_says() -> None:
    """Equal documents have equal hashes, and every change of text or metadata another one."""
    block = Block("本文", headings=("見出し",), page=1)
    document = Document("documents/a.md", Metadata(title="題"), (block,))
    same = Document("documents/a.md", Metadata(title="題"), (replace(block),))
    changed = [
        replace(document, id="documents/b.md"),
        replace(document, metadata=Metadata(title="別の題")),
        replace(document, metadata=Metadata(title="題", expires_on=date(2026, 4, 1))),
        replace(document, blocks=(replace(block, text="本文。"),)),
        replace(document, blocks=(replace(block, page=2),)),
        replace(document, blocks=(replace(block, kind=BlockKind.TABLE),)),
        replace(document, blocks=(block, block)),
    ]
    hashes = {one.content_hash for one in (document, *changed)}
    assert document.content_hash == same.content_hash
    assert len(hashes) == 1 + len(changed)


def test_hash_of_a_faq_covers_its_translations() -> None:
    """A mended translation is a change as well."""
    faq = Faq("faq/a.csv#1", Metadata(), question="問", answer="答", keywords=("語",))
    changed = [
        replace(faq, answer="別の答"),
        replace(faq, keywords=("語", "句")),
        replace(faq, translations={"en": Translation("Q", "A")}),
        replace(faq, translations={"en": Translation("Q", "B")}),
        replace(faq, translations={"ko": Translation("Q", "A")}),
    ]
    assert len({one.content_hash for one in (faq, *changed)}) == 1 + len(changed)

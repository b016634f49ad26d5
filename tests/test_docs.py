"""The documentation says what the code does: tables, links, commands, and cities that are valid."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from channels.web.answer_body import AnswerBody
from channels.web.problems import Kind
from chatbot.answer import Status
from chatbot.settings import SettingRow, setting_rows
from corpus import errors
from corpus.check import check_corpus
from corpus.city import CitySettings, JmaRule, JmaSettings, Link, OpeningHours
from corpus.corpus import read_corpus
from corpus.document import Document
from corpus.layout import CityLayout
from corpus.metadata import FIELDS
from corpus.readers.reading import TableOptions
from corpus.readers.table.columns import known_columns

ROOT = Path(__file__).parents[1]
README, README_JA = ROOT / "README.md", ROOT / "README.ja.md"
STAFF_GUIDE = ROOT / "docs" / "staff-guide.ja.md"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
DAY = date(2026, 11, 22)

_BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)|<img[^>]* src=\"(?P<image>[^\"]+)\"")
_COMMAND = re.compile(r"(?<!-u )\bannai (?P<words>[a-z]+(?: [a-z]+(?:-[a-z]+)*)?)(?P<rest>[^`\n]*)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _files(page: Path) -> Iterator[tuple[str, str]]:
    """Yield name and content of the blocks that say which file they are (```csv faq/faq.csv)."""
    for block in _BLOCK.finditer(_text(page)):
        _, _, name = block["info"].partition(" ")
        if name:
            yield name, block["text"]


def _write(root: Path, name: str, text: str) -> CityLayout:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return CityLayout(root)


def _rows(page: Path) -> dict[str, str]:
    """Return the rest of every table row by the code in its first cell."""
    found = re.findall(r"^\| `([^`]+)` \|(.*)\|$", _text(page), re.MULTILINE)
    return dict(found)


def _setting_line(row: SettingRow, meaning: str) -> str:
    default = f"`{row.default}`" if row.default else ""
    return f"| `{row.variable}` | {default} | {meaning} |"


@pytest.mark.parametrize("page", [README, README_JA], ids=lambda page: page.name)
def test_the_settings_are_those_of_the_code(page: Path) -> None:
    """Each README's table between the marks is what `setting_rows` says, in its language."""
    _, _, after = _text(page).partition("<!-- settings -->\n")
    _, _, *lines = after.partition("\n<!-- /settings -->")[0].split("\n")

    assert lines == [
        _setting_line(row, row.meaning_en if page == README else row.meaning_ja)
        for row in setting_rows()
    ]


def _anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _BLOCK.sub("", _text(page)), re.MULTILINE)
    return {_anchor(heading) for heading in headings}


def _anchor(heading: str) -> str:
    kept = (c for c in heading.lower() if c in "-_ " or unicodedata.category(c)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    """Files, folders, pictures and headings of the repository; other sites aren't asked."""
    dead = []
    for found in _LINK.finditer(_BLOCK.sub("", _text(page))):
        target = found["target"] or found["image"]
        name, _, anchor = target.partition("#")
        if "://" in name:
            continue
        path = (page.parent / name).resolve() if name else page
        if not path.exists() or (anchor and anchor not in _anchors(path)):
            dead.append(target)

    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_named_exists_with_its_options(page: Path) -> None:
    """`docs/cli.md`, made of the commands themselves, has each of them."""
    helps = _helps()
    wrong = []
    for found in _COMMAND.finditer(_code(page)):
        name = found["words"] if found["words"] in helps else found["words"].partition(" ")[0]
        options = _OPTION.findall(found["rest"])
        if not all(option in helps.get(name, "") for option in ("--help", *options)):
            wrong.append(found.group())

    assert wrong == []


def _helps() -> dict[str, str]:
    """Return the help of every command and group by its name."""
    blocks = r"^#+ annai ([a-z -]+)\n+```\n(.*?)^```"
    reference = _text(ROOT / "docs" / "cli.md")
    return dict(re.findall(blocks, reference, re.DOTALL | re.MULTILINE))


def _code(page: Path) -> str:
    """Return what a page shows as code, a line each."""
    inline = re.findall(r"`([^`\n]+)`", _text(page))
    return "\n".join([*inline, *(block["text"] for block in _BLOCK.finditer(_text(page)))])


@pytest.mark.parametrize("page", [README, README_JA], ids=lambda page: page.name)
def test_your_own_city_is_valid_at_every_step(page: Path, tmp_path: Path) -> None:
    """From one line of `city.toml` to the last file, each step can be read without a problem."""
    assert [name for name, _ in _files(page)] == [
        "city.toml",
        "departments.csv",
        "city.toml",
        "faq/faq.csv",
        "canary.csv",
    ]
    for name, text in _files(page):
        corpus = read_corpus(_write(tmp_path, name, text))
        assert corpus.problems == ()

    assert check_corpus(corpus, DAY) == ()
    assert [document.metadata.title for document in corpus.documents] == [
        "粗大ごみはどう出しますか。"
    ]


@pytest.fixture
def guides_city(tmp_path: Path) -> dict[str, Document]:
    """The documents of the city that the staff guide shows, which has no problem."""
    for name, text in _files(STAFF_GUIDE):
        layout = _write(tmp_path, name, text)
    corpus = read_corpus(layout)
    assert check_corpus(corpus, DAY) == ()
    return {document.id: document for document in corpus.documents}


def test_the_guides_city_reads_as_the_guide_says(guides_city: dict[str, Document]) -> None:
    """The row of a table becomes the statement shown, the metadata are taken over."""
    facilities = guides_city["documents/facilities.csv"]
    certificate = guides_city["documents/certificates/juminhyo.md"]

    assert f"「{facilities.blocks[0].text}」" in _text(STAFF_GUIDE)
    assert facilities.metadata.title == "集会施設の一覧"
    assert certificate.metadata.department == "shimin"


def test_the_guide_names_every_key_of_city_toml() -> None:
    """The example is complete: every key and table a city may write stands in it."""
    example = next(text for name, text in _files(STAFF_GUIDE) if name == "city.toml")
    keys = set(re.findall(r"^\[*(?:[a-z_]+\.)?([a-z_]+)\]*(?= =|\]| *#|$)", example, re.MULTILINE))
    models = (CitySettings, OpeningHours, Link, JmaSettings, JmaRule)

    assert {field for model in models for field in model.model_fields} <= keys


def test_the_guide_lists_metadata_and_table_options() -> None:
    """Every field of a document and every option of `[table]` has a row."""
    rows = _rows(STAFF_GUIDE)

    assert {*FIELDS, *TableOptions.__dataclass_fields__} <= rows.keys()


def test_the_guide_lists_the_columns_of_faq_tables() -> None:
    """Every column name the reader takes, in the row of its field."""
    _, _, section = _text(STAFF_GUIDE).partition("## faq")
    rows = re.findall(r"^\| `(\w+)` \|(.*?)\|", section.partition("\n## ")[0], re.MULTILINE)
    listed = {name: field for field, names in rows for name in re.findall("`([^`]+)`", names)}

    columns = known_columns()
    assert len(listed) == len(columns.faq)
    assert {name: columns.field(name) for name in listed} == listed


def test_the_api_page_shows_a_whole_answer() -> None:
    """The example has every field of the answer, in its order, and every status is explained."""
    page = ROOT / "docs" / "api.md"
    example = next(
        block["text"] for block in _BLOCK.finditer(_text(page)) if "json" in block["info"]
    )
    answer = AnswerBody.model_validate_json(example)

    assert list(AnswerBody.model_fields) == re.findall(r'^  "(\w+)":', example, re.MULTILINE)
    assert answer.text.endswith("[1]")
    assert {status.value for status in Status} <= _rows(page).keys()


def test_the_api_page_lists_every_problem() -> None:
    """With its HTTP status."""
    rows = _rows(ROOT / "docs" / "api.md")

    assert {kind.slug: str(kind.status) for kind in Kind} == {
        kind.slug: rows[kind.slug].split("|")[0].strip() for kind in Kind
    }


def test_the_tree_of_errors_is_the_codes() -> None:
    """`docs/architecture.md` shows what `corpus.errors` draws."""
    drawn = (errors.__doc__ or "").partition("::\n\n")[2].partition("\n\n")[0]

    assert drawn
    assert dedent(drawn) in _text(ROOT / "docs" / "architecture.md")

"""Taking documents into a city's directory and out of it."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from corpus.corpus import read_documents
from corpus.edit import Addition, add_document, find_source, remove_document
from corpus.errors import CityError, CorpusError, ReadError
from corpus.layout import CityLayout
from tests.printing import Canvas, lines, printed

TEXT = "# 犬の登録\n\n犬を飼ったら30日以内に登録します。\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A document outside the city."""
    path = tmp_path / "dog.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def _files(layout: CityLayout) -> set[str]:
    return {layout.relative(path) for path in layout.root.rglob("*") if path.is_file()}


def test_a_document_is_copied_with_a_sidecar(small_city: CityLayout, source: Path) -> None:
    """The file stays as it is; what was said about it stands beside it, dates as dates."""
    metadata = {
        "title": '犬の"登録"',
        "department": "gomi",
        "updated_on": "2026年4月1日",
        "url": "",
    }
    added = add_document(small_city, Addition(source, "documents/pets", metadata))

    assert added.path == "documents/pets/dog.md"
    target = small_city.root / added.path
    assert target.read_text(encoding="utf-8") == TEXT
    assert tomllib.loads(target.with_name("dog.md.toml").read_text(encoding="utf-8")) == {
        "title": '犬の"登録"',
        "department": "gomi",
        "updated_on": date(2026, 4, 1),
    }
    assert added.documents == tuple(read_documents(small_city, target))


def test_nothing_said_means_no_sidecar(small_city: CityLayout, source: Path) -> None:
    """Only the file itself comes in, and nothing is left of the way it came."""
    before = _files(small_city)
    add_document(small_city, Addition(source))

    assert _files(small_city) - before == {"documents/dog.md"}


def test_a_table_of_faqs_comes_in_as_its_rows(small_city: CityLayout, tmp_path: Path) -> None:
    """Each row is a document."""
    table = tmp_path / "pets.csv"
    table.write_text(
        "question,answer\n犬は？,登録します。\n猫は？,登録しません。\n", encoding="cp932"
    )

    added = add_document(small_city, Addition(table, "faq"))
    assert [document.metadata.title for document in added.documents] == ["犬は？", "猫は？"]


def test_pages_without_text_are_told(small_city: CityLayout, tmp_path: Path) -> None:
    """The others come in; a scanned page is no reason to do without them."""

    def scan(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, 595, 842)

    file = printed(tmp_path / "plan.pdf", lines("市の計画です。"), scan)
    added = add_document(small_city, Addition(file))

    assert added.documents[0].blocks[0].text == "市の計画です。"
    assert [gap.path for gap in added.gaps] == ["documents/plan.pdf"]
    assert "2ページ" in added.gaps[0].message


def test_a_table_with_a_bad_row_stays_out(small_city: CityLayout, tmp_path: Path) -> None:
    """Later it would be read without the row; now is the time to mend it."""
    table = tmp_path / "pets.csv"
    table.write_text("question,answer\n犬は？,登録します。\n猫は？,\n", encoding="utf-8")

    with pytest.raises(CorpusError, match="3行目"):
        add_document(small_city, Addition(table, "faq"))
    assert not (small_city.faqs / "pets.csv").exists()


def test_a_sidecar_beside_the_source_comes_along(small_city: CityLayout, tmp_path: Path) -> None:
    """How its table is read too; what the caller says wins."""
    table = tmp_path / "sites.csv"
    table.write_text("施設,所在地\n東公園,東1丁目\n", encoding="utf-8")
    (tmp_path / "sites.csv.toml").write_text(
        'title = "古い題名"\naudience = "市民"\n[table]\nname = "施設"\nkind = "records"\n'
        '[table.columns]\n"所在地" = "住所"\n',
        encoding="utf-8",
    )
    added = add_document(small_city, Addition(table, metadata={"title": "新しい題名"}))

    (document,) = added.documents
    assert (document.metadata.title, document.metadata.audience) == ("新しい題名", "市民")
    assert document.blocks[0].name == "東公園"
    assert "住所" in document.blocks[0].text


def test_nothing_is_overwritten_unless_it_is_asked_for(
    small_city: CityLayout, source: Path
) -> None:
    """Replacing keeps the metadata that aren't given anew."""
    add_document(small_city, Addition(source, metadata={"title": "犬", "category": "ペット"}))
    source.write_text("# 犬\n\n新しい文です。\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="--replace"):
        add_document(small_city, Addition(source))
    assert (small_city.documents / "dog.md").read_text(encoding="utf-8") == TEXT

    added = add_document(small_city, Addition(source, metadata={"title": "飼い犬"}, replace=True))
    (document,) = added.documents
    assert (document.metadata.title, document.metadata.category) == ("飼い犬", "ペット")
    assert "新しい文" in (small_city.documents / "dog.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("empty.md", b"", "read.empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0", "read.binary"),
        ("old.doc", b"old", "read.unsupported"),
        ("broken.docx", b"PK\x03\x04 broken", "read.damaged"),
    ],
)
def test_what_cannot_be_read_stays_out(
    small_city: CityLayout, tmp_path: Path, name: str, content: bytes, key: str
) -> None:
    """The error names the file as it was given, and the directory is as it was."""
    path = tmp_path / name
    path.write_bytes(content)
    before = _files(small_city)
    with pytest.raises(ReadError) as caught:
        add_document(small_city, Addition(path))

    assert caught.value.key == key
    assert str(path) in str(caught.value)
    assert _files(small_city) == before


@pytest.mark.parametrize(
    ("folder", "metadata", "key"),
    [
        ("elsewhere", {}, "edit.folder"),
        ("documents/../..", {}, "edit.folder"),
        ("/documents", {}, "edit.folder"),
        ("documents/.hidden", {}, "edit.folder"),
        ("", {}, "edit.folder"),
        ("documents", {"department": "nobody"}, "edit.department"),
        ("documents", {"expires_on": "いつか"}, "metadata.date"),
        ("documents", {"url": "www.example.jp"}, "metadata.link"),
    ],
)
def test_a_wrong_place_or_wrong_metadata_are_refused(
    small_city: CityLayout, source: Path, folder: str, metadata: dict[str, object], key: str
) -> None:
    """Nothing of it comes in."""
    before = _files(small_city)
    with pytest.raises(CorpusError) as caught:
        add_document(small_city, Addition(source, folder, metadata))

    assert caught.value.key == key
    assert _files(small_city) == before


def test_a_file_that_would_not_be_read_later_is_refused(
    small_city: CityLayout, tmp_path: Path
) -> None:
    """Hidden files and Office's lock files are no documents."""
    lock = tmp_path / "~$guide.docx"
    lock.write_bytes(b"lock")

    with pytest.raises(CorpusError, match="名前"):
        add_document(small_city, Addition(lock))


def test_missing_files_and_cities_are_told(small_city: CityLayout, tmp_path: Path) -> None:
    """A file that isn't there, and a directory that is no city's."""
    with pytest.raises(ReadError) as caught:
        add_document(small_city, Addition(tmp_path / "nothing.md"))
    assert caught.value.key == "read.missing"
    with pytest.raises(CityError, match=r"city\.toml"):
        add_document(CityLayout(tmp_path), Addition(tmp_path / "nothing.md"))


def test_removing_takes_the_sidecar_along(small_city: CityLayout, source: Path) -> None:
    """By id; what was added is gone."""
    before = _files(small_city)
    add_document(small_city, Addition(source, metadata={"title": "犬"}))

    removed = remove_document(small_city, "documents/dog.md")
    assert removed == ("documents/dog.md", "documents/dog.md.toml")
    assert _files(small_city) == before


def test_a_row_is_not_removed_with_its_table(small_city: CityLayout) -> None:
    """The other answers of the table must not vanish."""
    (document, *_) = read_documents(small_city, small_city.faqs / "faq.csv")

    with pytest.raises(CorpusError, match=r"faq/faq\.csv の中の1行"):
        remove_document(small_city, document.id)
    assert (small_city.faqs / "faq.csv").is_file()


def test_a_document_is_found_by_id_or_path(
    small_city: CityLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From wherever the caller stands."""
    guide = small_city.documents / "moving" / "guide.md"
    monkeypatch.chdir(guide.parent)

    for name in ("documents/moving/guide.md", "guide.md", str(guide)):
        assert find_source(small_city, name) == guide
    assert find_source(small_city, "faq/faq.csv#12345678") == small_city.faqs / "faq.csv"


@pytest.mark.parametrize(
    "name", ["documents/none.md", "city.toml", "../outside.md", "documents", ""]
)
def test_what_is_no_document_is_not_found(
    small_city: CityLayout, tmp_path: Path, name: str
) -> None:
    """Neither the city's settings nor anything outside can be removed by accident."""
    (tmp_path / "outside.md").write_text(TEXT, encoding="utf-8")

    with pytest.raises(CorpusError) as caught:
        remove_document(small_city, name)
    assert caught.value.key == "edit.unknown"
    assert (tmp_path / "outside.md").is_file()

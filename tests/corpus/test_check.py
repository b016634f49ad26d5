"""What `annai corpus check` finds in a city's directory."""

from datetime import date

from corpus.check import check_corpus
from corpus.corpus import read_corpus
from corpus.layout import CityLayout

TODAY = date(2026, 4, 1)


def _messages(layout: CityLayout) -> list[str]:
    return [f"{found.path}|{found.message}" for found in check_corpus(read_corpus(layout), TODAY)]


def _append(layout: CityLayout, name: str, text: str) -> None:
    with (layout.root / name).open("a", encoding="utf-8") as file:
        file.write(text)


def _only(layout: CityLayout, *parts: str) -> None:
    (message,) = _messages(layout)
    for part in parts:
        assert part in message


def test_a_good_city_has_no_problem(small_city: CityLayout) -> None:
    """Otherwise nobody would read the list."""
    assert _messages(small_city) == []


def test_an_unreadable_file_is_named(small_city: CityLayout) -> None:
    """With the reason."""
    (small_city.documents / "empty.md").write_bytes(b"")

    _only(small_city, "documents/empty.md", "empty.md")


def test_invalid_metadata_are_named(small_city: CityLayout) -> None:
    """With the field and what it takes."""
    (small_city.documents / "bad.md").write_text(
        "---\nupdated_on: いつか\n---\n本文です。\n", encoding="utf-8"
    )
    _only(small_city, "documents/bad.md", "updated_on", "いつか")


def test_unknown_departments_are_named(small_city: CityLayout) -> None:
    """Of a document, of a Faq, and the city's general one."""
    _append(small_city, "faq/faq.csv", "猫の相談はどこですか。,動物愛護の担当です。,neko,,\n")
    settings = small_city.settings.read_text(encoding="utf-8")
    small_city.settings.write_text(settings.replace('"sodan"', '"dare"'), encoding="utf-8")

    contact, faq = _messages(small_city)
    assert "city.toml" in contact
    assert "dare" in contact
    assert "猫の相談はどこですか。" in faq
    assert "neko" in faq


def test_documents_out_of_their_dates_are_told(small_city: CityLayout) -> None:
    """They aren't searched; the first and the last day themselves count."""
    for name, dates in {
        "over": "expires_on: 2026-03-31",
        "soon": "effective_from: 2026-04-02",
        "first": "effective_from: 2026-04-01",
        "last": "expires_on: 2026-04-01",
    }.items():
        text = f"---\ntitle: {name}の文書\n{dates}\n---\n本文です。\n"
        (small_city.documents / f"{name}.md").write_text(text, encoding="utf-8")

    over, soon = _messages(small_city)
    assert "overの文書" in over
    assert "2026-03-31" in over
    assert "soonの文書" in soon
    assert "2026-04-02" in soon


def test_a_question_in_two_places_is_told(small_city: CityLayout) -> None:
    """However it is written: width, case and punctuation don't make it another question."""
    other = "question,answer\n犬の登録はどこでしますか？,窓口です。\n"
    (small_city.faqs / "pets.csv").write_text(other, encoding="utf-8")

    _only(small_city, "faq/pets.csv", "faq/faq.csv", "犬の登録はどこでしますか。")


def test_a_question_twice_in_one_table_is_told(small_city: CityLayout) -> None:
    """Only one of the two would be found."""
    _append(small_city, "faq/faq.csv", "犬の登録はどこでしますか。,別の答えです。,,,\n")

    _only(small_city, "faq/faq.csv", "犬の登録はどこでしますか。")


def test_a_canary_that_points_nowhere_is_told(small_city: CityLayout) -> None:
    """An id, a title and a Faq's question are somewhere."""
    _append(
        small_city,
        "canary.csv",
        "引っ越した,documents/moving/guide.md\n引っ越す,引っ越しの案内\n犬を飼う,犬の窓口\n",
    )
    _only(small_city, "canary.csv", "犬を飼う", "犬の窓口")


def test_a_wording_that_points_nowhere_is_told(small_city: CityLayout) -> None:
    """Each document that isn't there once; an id, a title and a Faq's question are somewhere."""
    _append(
        small_city,
        "wordings.csv",
        "document,language,wording\n"
        "documents/moving/guide.md,ja,越してきた\n"
        "引っ越しの案内,ja,越していく\n"
        "犬の登録はどこでしますか。,en,Where do I register my dog?\n"
        "猫の登録,ja,猫を飼った\n"
        "猫の登録,en,I have a cat\n",
    )
    _only(small_city, "wordings.csv", "猫の登録")


def test_desk_of_a_gap_that_isnt_there_is_told(small_city: CityLayout) -> None:
    """Once for each desk; a gap without one is the general desk's."""
    _append(
        small_city,
        "gaps.csv",
        "question,department\nプールの料金,sports\nプールの休み,sports\n墓地,\n",
    )
    _only(small_city, "gaps.csv", "sports")


def test_empty_rows_of_the_small_tables_are_told(small_city: CityLayout) -> None:
    """Reading leaves them out without a word."""
    _append(small_city, "synonyms.csv", "ゴミ,\n")
    _append(small_city, "canary.csv", ",犬の登録はどこでしますか。\n")
    heading = "document,language,wording\n"
    _append(small_city, "wordings.csv", f"{heading}犬の登録はどこでしますか。,ja,\n")

    synonyms, canary, wordings = _messages(small_city)
    assert "synonyms.csv の3行目" in synonyms
    assert "official" in synonyms
    assert "canary.csv の3行目" in canary
    assert "question" in canary
    assert "wordings.csv の2行目" in wordings
    assert "「wording」" in wordings


def test_guides_are_checked(small_city: CityLayout) -> None:
    """What can't be read, and what lacks a language of the city."""
    small_city.guides.mkdir(parents=True)
    guide = (
        'id = "{}"\nhazards = ["fire"]\nphases = ["now"]\nissuer = "市"\n'
        'approved_on = 2026-04-01\n[title]\nja = "題"\n[text]\nja = "本文"\n'
    )
    (small_city.guides / "half.toml").write_text(guide.format("half"), encoding="utf-8")
    (small_city.guides / "other.toml").write_text(guide.format("wrong"), encoding="utf-8")
    broken, half = _messages(small_city)
    assert "wrong" in broken
    assert "half.toml" in half
    assert "vi" in half

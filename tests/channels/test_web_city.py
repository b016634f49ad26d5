"""GET /api/city and /api/suggestions: what a page shows first."""

import httpx

from corpus.city import CitySettings


def test_the_city_is_described(client: httpx.Client, city: CitySettings) -> None:
    """Everything the page needs before the first question, in every language."""
    body = client.get("/api/city").json()

    assert body["name"] == city.name
    assert body["languages"] == list(city.languages)
    assert body["notice"]["ja"] == city.notice["ja"]
    assert body["opening_hours"]["text"] == "平日8時30分〜17時"
    assert body["links"] == [{"title": "試験市公式サイト", "url": "https://www.example.jp/"}]
    assert set(body["suggestions"]) == set(city.languages)
    assert body["mode"] == "normal"
    assert (body["max_message_chars"], body["retention_days"]) == (1000, 365)


def test_suggestions_come_in_the_language_asked_for(client: httpx.Client) -> None:
    """Japanese unless another is named."""
    japanese = client.get("/api/suggestions").json()
    english = client.get("/api/suggestions", params={"language": "en"}).json()

    assert japanese["language"] == "ja"
    assert "粗大ごみの出し方を教えてください。" in japanese["suggestions"]
    assert english["language"] == "en"


def test_an_unknown_language_is_refused(client: httpx.Client) -> None:
    """422, and the place is named."""
    response = client.get("/api/suggestions", params={"language": "fr"})

    assert response.status_code == 422
    assert response.json()["errors"] == [{"place": "language", "rule": "literal_error"}]

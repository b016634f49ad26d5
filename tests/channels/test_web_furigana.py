"""POST /api/furigana."""

import httpx


def test_kanji_come_with_their_readings(client: httpx.Client) -> None:
    """The pieces joined are the text."""
    response = client.post("/api/furigana", json={"text": "粗大ごみの出し方"})

    segments = response.json()["segments"]
    assert "".join(surface for surface, _ in segments) == "粗大ごみの出し方"
    assert ["粗大", "そだい"] in segments


def test_a_text_that_is_too_long_is_refused(client: httpx.Client) -> None:
    """4,000 characters are an answer with its quotes."""
    assert client.post("/api/furigana", json={"text": "字" * 4000}).status_code == 200
    assert client.post("/api/furigana", json={"text": "字" * 4001}).status_code == 422

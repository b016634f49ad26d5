"""Profile, followers, loading, tokens, contents; and who may use the control API."""

import httpx
import pytest

from channels.line.platform.events import PIXEL
from tests.channels.line.platform.conftest import ANNA, BEN, SECRET, Line

GRANT = {"grant_type": "client_credentials", "client_id": "1234567890", "client_secret": SECRET}


def test_a_friends_profile(line: Line) -> None:
    """404 for who is unknown or has blocked."""
    line.told(f"users/{BEN}", blocked=True)
    line.told(f"users/{ANNA}", language="vi")
    profile = line.api.get(f"profile/{ANNA}").json()
    strangers = [line.api.get(f"profile/{user}") for user in (BEN, "U" + "0" * 32)]

    assert profile == {"displayName": "Uaa", "userId": ANNA, "language": "vi"}
    assert [one.status_code for one in strangers] == [404, 404]
    assert strangers[0].json() == {"message": "Not found"}


def test_friends_are_listed_in_pages(line: Line) -> None:
    """`next` leads on until there are no more."""
    first = line.api.get("followers/ids", params={"limit": 1}).json()
    second = line.api.get("followers/ids", params={"limit": 1, "start": first["next"]}).json()

    assert (first["userIds"], second) == ([ANNA], {"userIds": [BEN]})
    assert line.api.get("followers/ids", params={"limit": 1001}).status_code == 400


def test_the_account_itself(line: Line) -> None:
    """Its id is the webhooks' destination."""
    info = line.api.get("info").json()

    assert sorted(info) == ["basicId", "chatMode", "displayName", "markAsReadMode", "userId"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"chatId": ANNA}, 202),
        ({"chatId": ANNA, "loadingSeconds": 60}, 202),
        ({"chatId": ANNA, "loadingSeconds": 7}, 400),
        ({"chatId": ANNA, "loadingSeconds": 65}, 400),
        ({"chatId": "C" + "0" * 32, "loadingSeconds": 5}, 400),
    ],
)
def test_the_loading_animation(line: Line, body: dict[str, object], status: int) -> None:
    """Five to sixty seconds in steps of five, for users only."""
    assert line.api.post("chat/loading/start", json=body).status_code == status
    shown = line.stub.get(f"talks/{ANNA}").json()["loading"]
    assert (shown > 0) == (status == 202)


def test_the_loading_animation_ends(line: Line) -> None:
    """With time, or when a message comes."""
    for end in (lambda: line.told("clock", advance=5), lambda: _push(line)):
        line.api.post("chat/loading/start", json={"chatId": ANNA, "loadingSeconds": 5})
        end()
        assert line.stub.get(f"talks/{ANNA}").json()["loading"] == 0


def _push(line: Line) -> None:
    line.api.post("message/push", json={"to": ANNA, "messages": [{"type": "text", "text": "x"}]})


def test_marking_as_read(line: Line) -> None:
    """By the token of a message, as often as wanted."""
    token = line.event(user=ANNA, text="やあ")["message"]["markAsReadToken"]
    given = [token, token, "other"]
    answers = [line.api.post("chat/markAsRead", json={"markAsReadToken": one}) for one in given]

    assert [answer.status_code for answer in answers] == [200, 200, 400]


def test_stateless_tokens(line: Line) -> None:
    """They open the API for fifteen minutes."""
    token = httpx.post(f"{line.url}/oauth2/v3/token", data=GRANT)
    bearer = {"authorization": f"Bearer {token.json()['access_token']}"}
    assert (token.json()["token_type"], token.json()["expires_in"]) == ("Bearer", 899)
    assert httpx.get(f"{line.url}/v2/bot/info", headers=bearer).status_code == 200

    line.told("clock", advance=900)
    assert httpx.get(f"{line.url}/v2/bot/info", headers=bearer).status_code == 401


@pytest.mark.parametrize("wrong", [{"client_secret": "x"}, {"grant_type": "x"}, {"client_id": ""}])
def test_who_gets_no_token(line: Line, wrong: dict[str, str]) -> None:
    """A wrong secret, id or kind of grant."""
    answer = httpx.post(f"{line.url}/oauth2/v3/token", data=GRANT | wrong)

    assert (answer.status_code, sorted(answer.json())) == (400, ["error", "error_description"])


def test_what_a_user_sent(line: Line) -> None:
    """The bytes; a film takes a while; nothing under another id."""
    image = line.event(user=ANNA, message={"type": "image"})["message"]["id"]
    film = line.event(user=ANNA, message={"type": "video"})["message"]["id"]
    ready = [line.api.get(f"message/{film}/content/transcoding").json() for _ in range(2)]

    assert line.api.get(f"message/{image}/content").content == PIXEL
    assert ready == [{"status": "processing"}, {"status": "succeeded"}]
    assert line.api.get("message/1/content").status_code == 404


def test_only_our_own_page_uses_the_control_api(line: Line) -> None:
    """Not another site's page, not another host's name, no body that a form could send."""
    elsewhere = line.stub.post("users", json={}, headers={"origin": "https://www.example.jp"})
    named = httpx.get(f"{line.url}/_stub/state", headers={"host": "evil.example"})
    form = line.stub.post("clock", content=b'{"advance":1}')

    assert [one.status_code for one in (elsewhere, named, form)] == [403, 400, 415]
    assert line.stub.get("state", headers={"origin": line.url}).status_code == 200


def test_waiting_for_news(line: Line) -> None:
    """A chat is told at once when it is newer than what is known, else after the wait."""
    version = line.stub.get(f"talks/{ANNA}").json()["version"]
    old = line.stub.get(f"talks/{ANNA}", params={"after": version, "wait": 0.1}).json()
    line.event(user=ANNA, text="やあ")
    new = line.stub.get(f"talks/{ANNA}", params={"after": version, "wait": 30}).json()

    assert (old["version"], old["entries"]) == (version, [])
    assert [one["by"] for one in new["entries"]] == ["user", "note"]

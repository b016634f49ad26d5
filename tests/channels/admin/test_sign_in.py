"""Who comes in: nobody without the token, and no form but our own."""

from collections.abc import Callable

import httpx
import pytest

from tests.channels.admin.conftest import NAME, TOKEN, Staff, csrf_of

PAGES = (
    "/admin",
    "/admin/unanswered",
    "/admin/questions",
    "/admin/feedback",
    "/admin/disaster",
    "/admin/export/questions.csv",
)
WRONG = "almost-the-token"
Visitor = Callable[..., Staff]


def test_without_a_token_there_are_no_staff_pages(client: httpx.Client) -> None:
    """Not even the form."""
    for path in (*PAGES, "/admin/sign-in", "/admin/style.css"):
        assert client.get(path).status_code == 404
    assert client.post("/admin/sign-in", data={"token": ""}).status_code == 404


def test_who_is_not_signed_in_is_sent_to_the_form(visitor: Visitor) -> None:
    """And sees nothing of the page."""
    person = visitor()
    for path in PAGES:
        response = person.get(path)
        assert (response.status_code, response.headers["location"]) == (303, "/admin/sign-in")
        assert response.text == ""


def test_the_token_opens_the_pages(visitor: Visitor) -> None:
    """With a cookie that no script reads and no other site sends; the name is shown."""
    person = visitor()
    response = person.sign_in()
    cookies = response.headers.get_list("set-cookie")
    (cookie,) = [one for one in cookies if one.startswith("annai_admin=")]

    assert (response.status_code, response.headers["location"]) == (303, "/admin")
    assert {part.strip().lower() for part in cookie.split(";")[1:]} == {
        "httponly",
        "samesite=strict",
        "path=/admin",
        "max-age=28800",
    }
    assert TOKEN not in cookie
    assert NAME in person.text("/admin")


def test_over_https_the_cookie_is_secure(visitor: Visitor) -> None:
    """As a trusted proxy tells."""
    person = visitor(trusted_proxies=("127.0.0.1/32",))
    person.client.headers["X-Forwarded-Proto"] = "https"
    page = person.get("/admin/sign-in")
    (cookie,) = page.headers.get_list("set-cookie")

    assert "; Secure" in cookie


@pytest.mark.parametrize("token", ["wrong", "", TOKEN.upper(), "ひみつ\u3000", "\x00"])
def test_a_wrong_token_is_refused(visitor: Visitor, token: str) -> None:
    """The name needn't be typed again, and the token isn't shown."""
    person = visitor()
    response = person.sign_in(token=token)

    assert response.status_code == 403
    assert "トークンが違います" in response.text
    assert f'value="{NAME}"' in response.text
    assert not token.strip("\x00\u3000") or f'value="{token}"' not in response.text
    assert person.get("/admin").status_code == 303


def test_wrong_tokens_are_held_back_and_right_ones_are_not(visitor: Visitor) -> None:
    """After ten wrong ones an address has to wait, whatever it sends; another one has not."""
    person = visitor(trusted_proxies=("127.0.0.1/32",))
    for _ in range(12):
        assert person.sign_in().status_code == 303
    tries = [person.sign_in(token=WRONG).status_code for _ in range(11)]
    held = person.sign_in()

    assert tries == [403] * 10 + [429]
    assert held.status_code == 429
    assert 1 <= int(held.headers["retry-after"]) <= 600
    person.client.headers["X-Forwarded-For"] = "192.0.2.7"
    assert person.sign_in().status_code == 303


@pytest.mark.parametrize("name", ["", "  ", "あ" * 41, "山田\u202e"])
def test_a_name_is_needed(visitor: Visitor, name: str) -> None:
    """One that can stand in a log."""
    response = visitor().sign_in(name=name)

    assert response.status_code == 422
    assert "名前を 40 文字まで" in response.text


def test_signing_out_ends_the_session_for_good(staff: Staff) -> None:
    """A copy of the cookie is worth nothing afterwards."""
    copy = staff.client.cookies["annai_admin"]
    response = staff.post("/admin/sign-out", {})
    page = staff.text(response.headers["location"])

    assert "サインアウトしました" in page
    assert "annai_admin" not in staff.client.cookies
    staff.client.cookies.set("annai_admin", copy, path="/admin")
    assert staff.get("/admin").status_code == 303


@pytest.mark.parametrize("csrf", ["", "0" * 64])
def test_a_form_that_is_not_ours_does_nothing(staff: Staff, csrf: str) -> None:
    """On every address that changes something, also signing in."""
    for path in (
        "/admin/sign-in",
        "/admin/sign-out",
        "/admin/disaster/confirm",
        "/admin/disaster/record",
    ):
        response = staff.client.post(path, data={"csrf": csrf, "name": NAME, "token": TOKEN})
        assert response.status_code == 403
        assert "送り直してください" in response.text
    assert staff.text("/admin")


def test_a_form_from_another_site_does_nothing(staff: Staff) -> None:
    """Even with all that ours has."""
    csrf = csrf_of(staff.text("/admin"))
    response = staff.client.post(
        "/admin/sign-out", data={"csrf": csrf}, headers={"Origin": "https://evil.example"}
    )

    assert response.status_code == 403
    assert staff.text("/admin")


def test_after_the_end_of_a_session_a_form_does_nothing(staff: Staff) -> None:
    """The form to sign in comes at once, and says what happened."""
    csrf = csrf_of(staff.text("/admin"))
    staff.client.cookies.delete("annai_admin")
    response = staff.client.post("/admin/disaster/record", data={"csrf": csrf, "action": "off"})

    assert response.status_code == 401
    assert "期限が切れました" in response.text


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("application/x-www-form-urlencoded", b"a=" + b"x" * 70_000, 413),
        ("application/x-www-form-urlencoded", "あ=1".encode(), 400),
        ("application/x-www-form-urlencoded", b"a=%ff", 400),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 201), 400),
    ],
)
def test_what_is_no_form_is_refused(
    visitor: Visitor, content_type: str, body: bytes, status: int
) -> None:
    """With a page, not with a failure."""
    response = visitor().client.post(
        "/admin/sign-in", content=body, headers={"Content-Type": content_type}
    )

    assert response.status_code == status
    assert "読めません" in response.text


def test_pages_are_kept_by_nobody_and_run_no_script(staff: Staff) -> None:
    """In no cache, no frame and no search engine; nothing inline."""
    for path in (*PAGES, "/admin/sign-in", "/admin/export/none.csv"):
        headers = staff.get(path).headers
        policy = headers["content-security-policy"].split("; ")
        assert policy[0] == "default-src 'none'"
        assert not any(part.startswith("script-src") for part in policy)
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert "noindex" in headers["x-robots-tag"]


def test_staff_pages_are_not_part_of_the_api(staff: Staff) -> None:
    """OpenAPI describes what programs call."""
    paths = staff.get("/openapi.json").json()["paths"]

    assert [path for path in paths if path.startswith("/admin")] == []


def test_the_token_is_in_no_log(visitor: Visitor, capfd: pytest.CaptureFixture[str]) -> None:
    """Nor is a name, whether the token was right or wrong, nor what was looked for."""
    person = visitor()
    person.sign_in(token=WRONG)
    person.sign_in()
    person.text("/admin/questions?words=himitsu")
    out, err = capfd.readouterr()

    assert "admin.signed_in" in out + err
    for secret in (TOKEN, WRONG, NAME, "himitsu"):
        assert secret not in out + err

"""Reading aloud and voice input, with a voice and an ear that tests can follow; and the stream."""

import re

import pytest
from playwright.sync_api import expect

from tests.channels.widget.conftest import Begin
from tests.channels.widget.visit import Visit

pytestmark = pytest.mark.browser

VOICE = """
window.said = [];
const voice = { speak: (one) => said.push([one.text, one.lang]), cancel: () => said.push("cancel"),
    pause: () => said.push("pause"), resume: () => said.push("resume") };
Object.defineProperty(window, "speechSynthesis", { value: voice });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""

EAR = """
window.listened = 0;
window.SpeechRecognition = function () {
    this.start = () => { listened += 1; setTimeout(() => this.onresult({
        results: [[{ transcript: `${this.lang} 粗大ごみ` }]] }), 20); };
};
"""

SPLIT = """async ([path, text, size]) => {
    const { readEvents } = await import(path);
    const bytes = new TextEncoder().encode(text);
    let at = 0;
    const body = new ReadableStream({ pull(stream) {
        if (at >= bytes.length) return stream.close();
        stream.enqueue(bytes.slice(at, at += size));
    } });
    const found = [];
    for await (const event of readEvents(body, () => {})) found.push(event);
    return found;
}"""


def said(visit: Visit) -> list[object]:
    """Return what the voice was told."""
    told: list[object] = visit.page.evaluate("said")
    return told


def test_an_answer_is_read_when_asked_and_not_before(begin: Begin) -> None:
    """Sentence by sentence, in its language; it can be paused, go on, and end."""
    visit = begin()
    visit.page.add_init_script(VOICE)
    visit.open()
    visit.ask()
    assert said(visit) == []
    visit.button("読み上げ").click()
    assert said(visit)[1:3] == [
        ["粗大ごみは電話かインターネットで申し込みます。", "ja-JP"],
        ["手数料の納付券を貼って出してください。", "ja-JP"],
    ]
    visit.button("一時停止").click()
    assert said(visit)[-1] == "pause"
    visit.button("つづける").click()
    assert said(visit)[-1] == "resume"
    visit.button("読み上げをやめる").press("Enter")
    assert said(visit)[-1] == "cancel"
    expect(visit.button("読み上げ")).to_be_focused()


def test_the_voice_is_not_heard_before_a_yes(begin: Begin) -> None:
    """The notice says where the audio goes; no means no; it is asked once."""
    visit = begin()
    visit.page.add_init_script(EAR)
    visit.open()
    visit.button("声で入力").click()
    expect(visit.page.get_by_role("dialog", name=re.compile("ブラウザーの会社"))).to_be_visible()
    visit.page.keyboard.press("Escape")
    assert visit.page.evaluate("listened") == 0
    visit.button("声で入力").click()
    visit.button("使う").click()
    expect(visit.page.locator("#box")).to_have_value("ja-JP 粗大ごみ")
    visit.button("声で入力").click()
    expect(visit.page.locator("#box")).to_have_value("ja-JP 粗大ごみja-JP 粗大ごみ")


def test_without_an_ear_there_is_no_button(begin: Begin) -> None:
    """What a browser can't do isn't offered."""
    visit = begin()
    visit.page.add_init_script(
        "delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"
        "delete window.speechSynthesis; delete window.SpeechSynthesisUtterance;"
    )
    visit.open()
    visit.ask()
    expect(visit.button("声で入力")).to_have_count(0)
    expect(visit.button("読み上げ")).to_have_count(0)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_events_are_read_whatever_the_chunks(begin: Begin, bot: str, end: str, size: int) -> None:
    """Cut within a letter or a line's end; comments and what is cut off are no events."""
    visit = begin()
    visit.page.goto(bot)
    expect(visit.page.locator(".launcher")).to_be_visible()
    path = visit.page.evaluate(
        "performance.getEntriesByType('resource').map(({ name }) => name)"
        ".find((name) => name.endsWith('all.js'))"
    )
    lines = [
        ": ping",
        "",
        "event: delta",
        'data: {"text":',
        'data: "ごみ😀"}',
        "id: t-1",
        "",
        "event: answer",
        "data: {}",
    ]
    events = visit.page.evaluate(SPLIT, [path, end.join(lines), size])

    assert events == [{"name": "delta", "data": {"text": "ごみ😀"}, "id": "t-1"}]

"""A visit of the city's page: what a resident does there, in words of the tests."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

QUESTION = "粗大ごみの出し方を教えてください"


@dataclass
class Visit:
    """A page with the widget, and what went wrong on it.

    Attributes:
        trouble: Errors, refused scripts and styles, requests to others; filled as they happen.
    """

    page: Page
    site: str
    bot: str
    trouble: list[str] = field(default_factory=list)

    def go(self, **surroundings: str) -> None:
        """Open the city's page; surroundings are those of `pages.py`."""
        self.page.goto(f"{self.site}/?{urlencode({'bot': self.bot} | surroundings)}")

    def open(self, **surroundings: str) -> None:
        """Open the page and the widget, and wait for the city's examples."""
        self.go(**surroundings)
        self.page.locator(".launcher").click()
        expect(self.page.locator(".welcome .chip").first).to_be_visible()

    def listen(self) -> None:
        """Begin to note what screen readers are told."""
        self.page.evaluate(
            """() => {
                window.heard = [];
                const note = (node) => heard.push(node.textContent);
                new MutationObserver((changes) =>
                    changes.forEach(({ addedNodes }) => addedNodes.forEach(note))
                ).observe(document.getElementById("annai-status"), { childList: true });
            }"""
        )

    @property
    def heard(self) -> list[str]:
        """What screen readers were told since `listen`."""
        heard: list[str] = self.page.evaluate("heard")
        return heard

    @property
    def answers(self) -> Locator:
        """The answers that are there, failures too."""
        return self.page.locator("article.answer[data-status]")

    @property
    def last(self) -> Locator:
        """The newest answer."""
        return self.answers.last

    def ask(self, question: str = QUESTION) -> Locator:
        """Write a question, send it with Enter, return its answer."""
        count = self.answers.count()
        self.page.locator("#box").fill(question)
        self.page.locator("#box").press("Enter")
        expect(self.answers).to_have_count(count + 1)
        return self.last

    def button(self, name: str) -> Locator:
        """Return the button of this name."""
        return self.page.get_by_role("button", name=name, exact=True)


def visit(context: BrowserContext, site: str, bot: str) -> Visit:
    """Begin a visit in a context of the browser."""
    page = context.new_page()
    begun = Visit(page, site, bot)
    page.on("pageerror", lambda error: begun.trouble.append(str(error)))
    page.on(
        "console",
        lambda line: begun.trouble.append(line.text) if line.type in {"error", "warning"} else None,
    )
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((site, bot)) else begun.trouble.append(request.url)
        ),
    )
    return begun


def new_context(browser: Browser, **options: object) -> BrowserContext:
    """Make a context of a resident at a desk, unless options say otherwise."""
    usual = {
        "locale": "ja-JP",
        "viewport": {"width": 1280, "height": 800},
        "reduced_motion": "reduce",
    }
    return browser.new_context(**(usual | options))  # type: ignore[arg-type]

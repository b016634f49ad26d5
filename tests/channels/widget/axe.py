"""axe-core on a page: what breaks WCAG 2.2 AA or good practice, and what a person would have to judge."""

from importlib.resources import files

from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

EXPLAINED = {
    # Each with why a person has judged it to be right.
    ("color-contrast", "bgGradient"): "the sample city's own heading, not the widget",
}

RUN = """async (tags) => {
    const found = await axe.run(document, { runOnly: { type: "tag", values: tags } });
    const told = (kind) => found[kind].flatMap(({ id, nodes }) =>
        nodes.map(({ target, any, all, none }) => ({
            kind,
            rule: id,
            place: target.flat().join(" "),
            reasons: [...any, ...all, ...none].map(({ id, data, message }) =>
                [data?.messageKey ?? id, message]),
        }))
    );
    return [...told("violations"), ...told("incomplete")];
}"""


def findings(page: Page) -> list[str]:
    """Return every violation, and every incomplete check that isn't explained, a line each."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text())
    return [
        f"{each['kind']} {each['rule']} at {each['place']}: {each['reasons']}"
        for each in page.evaluate(RUN, list(TAGS))
        if not _is_explained(each["rule"], [key for key, _ in each["reasons"]])
    ]


def _is_explained(rule: str, keys: list[str]) -> bool:
    return bool(keys) and all((rule, key) in EXPLAINED for key in keys)

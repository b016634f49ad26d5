"""axe-core on a page: what breaks WCAG 2.2 AA or good practice, and what it leaves to a person."""

from importlib.resources import files

from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

EXPLAINED = {
    # What axe leaves to a person, each with why it is right.
    "elmPartiallyObscured": "scrolled half out of the log, or behind a dialog; whole elsewhere",
    "bgOverlap": "the same",
    "elmPartiallyObscuring": "the same from the other side",
}
FORCED = {"equalRatio": "the browser paints CanvasText on Canvas, as its computed styles say"}
"""With forced colours besides: axe takes one colour of the pair for both."""

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


def findings(page: Page, *, forced: bool = False) -> list[str]:
    """Return every violation, and every incomplete check that isn't explained, a line each."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text())
    explained = EXPLAINED | (FORCED if forced else {})
    return [
        f"{each['kind']} {each['rule']} at {each['place']}: {each['reasons']}"
        for each in page.evaluate(RUN, list(TAGS))
        if each["kind"] == "violations" or not all(key in explained for key, _ in each["reasons"])
    ]

"""What stands on every page of a site and says nothing about the matter: taken out of the tree.

Elements that by their name or ARIA role are never the matter itself go at once. A class or an id
is only a hint (`header-fixed` may be on `<body>`), so an element that is hinted at stays if it
holds the page's main part. A `<header>` inside the main part stays as it holds the heading.
"""

import re
from collections.abc import Callable

from corpus.readers.html.tree import Element

MAIN_SHARE = 0.5
"""Share of the page's text the marked main part must hold to be taken for the page."""

_NEVER_MATTER = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "button",
    "select", "textarea", "input", "nav", "aside", "footer", "dialog",
))  # fmt: skip
_NEVER_ROLES = frozenset((
    "navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar",
))  # fmt: skip
_MAIN = ("main", "article")
_MAIN_NAMES = frozenset((
    "main", "content", "contents", "main-content", "main_content", "tmp_contents",
))  # fmt: skip
_HINT = re.compile(
    r"""(?:^|[-_ ])(?:
        [ghls]?nav(?:i|igation|bar)? | menu(?:bar|s)? | side(?:bar|menu|navi?)? |
        (?:left|right)(?:bar|menu|navi?) | breadcrumbs? | crumbs? | topic-?path | pan-?kuzu |
        foot(?:er)? | header | (?:page|to|back|go)-?top | skip(?:link|nav)? | sns | share | social |
        banners? | ads? | search | language | lang-?select | font-?size | print | counter |
        related-?links? | enquete | survey | feedback | questionnaire | cookie
    )(?:$|[-_ 0-9])""",
    re.VERBOSE | re.IGNORECASE,
)
_PHRASE = re.compile(
    r"""[\s▲△↑↓▼>＞»◀←・\[(（【]*(?:
        (?:この)?ページの?(?:先頭|トップ|一番上|上部)(?:へ|に)?(?:戻る|もどる|移動(?:する|します)?)?
        | (?:ページ)?トップ(?:へ|に)(?:戻る|もどる)? | 前の?ページ(?:へ|に)(?:戻る|もどる)
        | page\ ?top | back\ to\ top
        | (?:ここから|ここまで)本文(?:です)?。? | 本文(?:へ|ここから|ここまで)
        | 本文(?:へ|に)(?:スキップ|移動|ジャンプ)(?:する|します)?。?
        | (?:この)?ページを(?:印刷|シェア)(?:する)? | (?:大きな文字で)?印刷(?:する|用ページを開く)?
        | シェアする? | ツイート(?:する)? | LINEで送る
        | 文字サイズ.{0,12} | ホーム | メニュー | 閉じる
        | (?:現在の?(?:位置|場所|ページ)\W{0,3})?(?:ホーム|トップ(?:ページ)?|home|top)\s*[>＞»›].*
    )[\s▲△↑\])）】]*""",
    re.VERBOSE | re.IGNORECASE,
)


def is_boilerplate(text: str) -> bool:
    """Return whether a line of its own is one of the phrases that sites put on every page."""
    return bool(_PHRASE.fullmatch(text))


def main_part(body: Element) -> Element:
    """Take the boilerplate out of `body` and return the element that holds the page's matter."""
    _prune(body, lambda element: element.tag in _NEVER_MATTER or element.role() in _NEVER_ROLES)
    _prune(body, lambda element: element.tag == "header" and not element.holds(*_MAIN), _is_main)
    most = MAIN_SHARE * body.length()
    _prune(body, lambda element: _is_hinted(element) and not _is_wrapper(element, most))
    enough = MAIN_SHARE * body.length()
    marked = (element for element in body.walk() if _is_main(element))
    return next((element for element in marked if element.length() >= enough), body)


def _prune(
    element: Element,
    unwanted: Callable[[Element], bool],
    spared: Callable[[Element], bool] = lambda _: False,
) -> None:
    element.children = [
        child for child in element.children if isinstance(child, str) or not unwanted(child)
    ]
    for child in element.elements():
        if not spared(child):
            _prune(child, unwanted, spared)


def _is_hinted(element: Element) -> bool:
    if "hidden" in element.attributes or element.tag == "form":
        return True
    return any(_HINT.search(name) for name in _names(element))


def _is_wrapper(element: Element, most: float) -> bool:
    """Return whether the element holds the page's main part and so can't be boilerplate.

    The first heading is a sign of it, but in a banner it is the site's name.
    """
    if element.holds(*_MAIN) or element.length() > most:
        return True
    return element.holds("h1") and not any("head" in name.lower() for name in _names(element))


def _is_main(element: Element) -> bool:
    if element.tag in _MAIN or element.role() == "main":
        return True
    return any(name.lower() in _MAIN_NAMES for names in _names(element) for name in names.split())


def _names(element: Element) -> tuple[str, str]:
    return element.attributes.get("id", ""), element.attributes.get("class", "")

"""Joining the widget's modules: what imports what, and what may not be written so."""

from graphlib import CycleError

import pytest

from channels.web.joined import joined

FIRST = """import { second } from "./second.js";
export const first = second + 1;
"""
SECOND = """export const second = 1;
export async function later() {
  const { third } = await import("./third.js");
  return third;
}
const texts = (name) => import(`./texts/${name}.js`);
"""
THIRD = "export const third = 3;\n"


def test_what_is_imported_comes_first() -> None:
    """Without its import, which has become the same module; what is exported stays exported."""
    text = joined({"first.js": FIRST, "second.js": SECOND, "third.js": THIRD})

    assert text.index("export const second") < text.index("export const first = second + 1;")
    assert "import { second }" not in text


def test_what_is_imported_later_is_there_already() -> None:
    """The module that is joined asks for itself; files that aren't joined are asked for still."""
    text = joined({"second.js": SECOND, "third.js": THIRD})

    assert 'await import("./all.js")' in text
    assert "import(`./texts/${name}.js`)" in text


def test_modules_in_a_circle_are_refused() -> None:
    """No order would do."""
    back = 'import { first } from "./first.js";\nexport const second = first;\n'
    with pytest.raises(CycleError):
        joined({"first.js": FIRST, "second.js": back})


@pytest.mark.parametrize(
    "other",
    [
        "const first = 2;\n",
        'import { second as third } from "./second.js";\n',
        'import * as all from "./second.js";\n',
        "export default 1;\n",
        'export { second } from "./second.js";\n',
    ],
)
def test_what_can_not_be_joined_is_refused(other: str) -> None:
    """A name that stands in two modules, and imports and exports of other kinds."""
    with pytest.raises(ValueError, match=r"first|other\.js"):
        joined({"first.js": FIRST, "second.js": SECOND, "other.js": other})

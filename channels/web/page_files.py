"""The page at `/`: static files from the folder `page`."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.responses import FileResponse
from starlette.staticfiles import StaticFiles

_FOLDER = Path(__file__).parent / "page"
_REVALIDATE = {"Cache-Control": "no-cache"}
"""Browsers may keep the page but ask whether it changed: after an update nobody has old scripts."""

router = APIRouter(include_in_schema=False)


@router.api_route("/", methods=["GET", "HEAD"])
async def index() -> FileResponse:
    """Return the page."""
    return FileResponse(_FOLDER / "index.html", headers=_REVALIDATE)


def mount_files(app: FastAPI) -> None:
    """Serve the page's scripts and styles under `/page`."""
    app.mount("/page", StaticFiles(directory=_FOLDER))

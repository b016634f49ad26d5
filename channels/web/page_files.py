"""The page at `/`: static files from the folder `page`."""

import os
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_FOLDER = Path(__file__).parent / "page"

router = APIRouter(include_in_schema=False)


class _PageFiles(StaticFiles):
    """Files that browsers may keep, but have to ask about: an update never meets old scripts."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "no-cache"
        return response


@router.api_route("/", methods=["GET", "HEAD"])
async def index(request: Request) -> Response:
    """Return the page."""
    files: StaticFiles = request.app.state.page_files
    return await files.get_response("index.html", request.scope)


def mount_files(app: FastAPI) -> None:
    """Serve the page's scripts and styles under `/page`."""
    app.state.page_files = _PageFiles(directory=_FOLDER)
    app.mount("/page", app.state.page_files)

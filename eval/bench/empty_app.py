"""An empty FastAPI endpoint, served as annai is: `python -m eval.bench.empty_app PORT`.

It takes JSON and gives JSON, and does nothing in between: what the framework itself costs.
"""

import sys
from typing import Any

import uvicorn
from fastapi import FastAPI

app = FastAPI(
    openapi_url=None,
    telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
)


@app.get("/readyz")
async def ready() -> dict[str, str]:
    """Tell that it serves."""
    return {"status": "ready"}


@app.post("/api/chat")
async def chat(body: dict[str, Any]) -> dict[str, int]:
    """Return something small."""
    return {"parts": len(body)}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_config=None, access_log=False)

"""PDFs for tests, printed page by page with a Japanese font every reader has."""

from collections.abc import Callable
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

__all__ = ["LEFT", "TOP", "Canvas", "Draw", "lines", "printed", "write"]

Draw = Callable[[Canvas], object]
"""What draws a page."""
FONT = "HeiseiKakuGo-W5"
PAGE = (595, 842)
LEFT, TOP = 72, 770


def printed(file: Path, *pages: Draw) -> Path:
    """Write a PDF with these pages."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(file), pagesize=PAGE)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file


def write(canvas: Canvas, x: float, y: float, text: str, size: float = 12) -> None:
    """Write a text with its baseline at y points above the foot of the page."""
    canvas.setFont(FONT, size)
    canvas.drawString(x, y, text)


def lines(*texts: str, x: float = LEFT, top: float = TOP, pitch: float = 20) -> Draw:
    """Return what draws lines one below the other."""

    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(texts):
            write(canvas, x, top - pitch * number, text)

    return draw

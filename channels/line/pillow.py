"""Pillow, of the extra [line]: imported here, so that its absence is told in one place."""

from channels.line.errors import LineError

try:
    from PIL import Image, ImageDraw, ImageFont
except ModuleNotFoundError:
    raise LineError("no_extra") from None

__all__ = ["Image", "ImageDraw", "ImageFont"]

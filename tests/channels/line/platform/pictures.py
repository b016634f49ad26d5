"""Headers of images: what a platform looks at."""

import struct


def png(width: int, height: int, size: int = 100) -> bytes:
    """Return the beginning of a PNG, filled up to a size."""
    header = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)
    return header.ljust(size, b"\0")


def jpeg(width: int, height: int) -> bytes:
    """Return the beginning of a JPEG: an application segment, then the frame."""
    other = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0".ljust(14, b"\0")
    return b"\xff\xd8" + other + b"\xff\xc0" + struct.pack(">HBHH", 17, 8, height, width)

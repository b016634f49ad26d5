"""Replaces personal data in what residents write, before it is stored or sent anywhere."""

from chatbot.masking.masked import Masked, mask
from chatbot.masking.span import Kind

__all__ = ["Kind", "Masked", "mask"]

"""Whether a webhook is LINE's (https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/)."""

import base64
import hmac


def signature_of(secret: str, body: bytes) -> str:
    """Return what LINE sends as `x-line-signature`: Base64 of HMAC-SHA256 over the raw bytes."""
    digest = hmac.digest(secret.encode("utf-8"), body, "sha256")
    return base64.b64encode(digest).decode("ascii")


def is_signed(secret: str, body: bytes, signature: str) -> bool:
    """Compare in constant time; an empty or strange signature is a wrong one."""
    return hmac.compare_digest(
        signature_of(secret, body).encode("ascii"), signature.encode("utf-8")
    )

import base64
import hashlib
import secrets

HASH_BYTES = 12  # of 32: two people of one roster still never meet (2^-96 a pair)


def new_code() -> str:
    """128 random bits as 26 upper-case base32 characters (RFC 4648): a small QR code, not to be guessed."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")


def readings(code: str) -> tuple[str, ...]:
    """How a code may be stored that was read like this: as it is, else in capitals, as ours are."""
    return tuple(dict.fromkeys((code, code.upper())))


def roster_hash(salt: str, code: str) -> str:
    """How a code is told to devices: they recognise it when they read it, and cannot print it.

    Base64url without padding of the first 12 bytes of SHA-256 of the salt and then the code, in UTF-8.
    """
    digest = hashlib.sha256((salt + code).encode()).digest()
    return base64.urlsafe_b64encode(digest[:HASH_BYTES]).decode()  # twelve bytes need no padding

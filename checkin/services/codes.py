import base64
import hashlib
import secrets
import unicodedata

ILLEGIBLE = "A code cannot have line breaks or other control characters."
# What readers put before and after a code and nobody means: white space, and the byte order mark.
AROUND = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff"
# Categories of Unicode: control characters, such as line breaks; halves of a pair; separators of lines.
_NOT_IN_A_CODE = {"Cc", "Cs", "Zl", "Zp"}
HASH_BYTES = 12  # of 32: two people of one roster still never meet (2^-96 a pair)


def new_code() -> str:
    """128 random bits as 26 upper-case base32 characters (RFC 4648): a small QR code, not to be guessed."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")


def tidied(read: str) -> str:
    """A code as it was read, without what is around it. The pages do the same (`door/code.ts`)."""
    return read.strip(AROUND)


def is_legible(code: str) -> bool:
    """Whether every reader can read all of a code: one that types it presses Enter at a line break."""
    return (code.isascii() and code.isprintable()) or _NOT_IN_A_CODE.isdisjoint(
        map(unicodedata.category, code)
    )


def readings(code: str) -> tuple[str, ...]:
    """How a code may be stored that was read like this: as it is, else in capitals, as ours are."""
    return tuple(dict.fromkeys((code, code.upper())))


def roster_hash(salt: str, code: str) -> str:
    """How a code is told to devices: they recognise it when they read it, and cannot print it.

    Base64url without padding of the first 12 bytes of SHA-256 of the salt and then the code, in UTF-8.
    """
    digest = hashlib.sha256((salt + code).encode()).digest()
    return base64.urlsafe_b64encode(digest[:HASH_BYTES]).decode()  # twelve bytes need no padding

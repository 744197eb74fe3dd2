"""A hardware scanner: to the machine it is a keyboard, faster than any hand, and set to the US layout.

    scanner = await HardwareScanner.at(page)
    await scanner.scan("ZOE-0042")

Its keys go to whatever has the focus. They carry the times at which it pressed them, as real ones do, so that a busy
machine does not make a hand of it.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from playwright.async_api import CDPSession, Page

KEY_SECONDS = 0.007  # from key to key: real ones take up to 16 ms
SHIFT = 8  # as the DevTools protocol has it
CODES = {"-": "Minus", "=": "Equal", "/": "Slash", ".": "Period"}

# What a host shows for the keys that a US scanner presses for these characters; everything else is the same there.
GERMAN = {"Y": "Z", "Z": "Y", "y": "z", "z": "y", "-": "ß"}
FRENCH = {"A": "Q", "Q": "A", "Z": "W", "W": "Z", "M": "?", "-": ")"} | dict(
    zip("1234567890", "&é\"'(-è_çà", strict=True)
)
DVORAK = dict(zip("TZYEOAR-", "Y:F>RAP[", strict=True))


@dataclass(frozen=True)
class Key:
    """One press, as the DevTools protocol wants it told."""

    key: str
    code: str
    text: str
    shift: bool = False

    def events(self, at: float) -> list[dict[str, Any]]:
        modifiers = SHIFT if self.shift else 0
        told = {"key": self.key, "code": self.code, "modifiers": modifiers, "timestamp": at}
        if self.key == "Enter":
            told["windowsVirtualKeyCode"] = 13
        return [{"type": "keyDown", "text": self.text, **told}, {"type": "keyUp", **told}]


ENTER = Key("Enter", "Enter", "\r")


@dataclass
class HardwareScanner:
    page: Page
    wire: CDPSession
    host: Mapping[str, str]
    key_seconds: float
    _last: float = 0.0

    @classmethod
    async def at(
        cls, page: Page, host: Mapping[str, str] | None = None, key_seconds: float = KEY_SECONDS
    ) -> Self:
        return cls(page, await page.context.new_cdp_session(page), host or {}, key_seconds)

    async def scan(self, code: str) -> None:
        """Type it, with Enter at the end, and return when the page has had it all."""
        keys = [*(self._key(character) for character in code), ENTER]
        pace = self.key_seconds
        began = max(time.time() - pace * len(keys), self._last + pace)
        self._last = began + pace * len(keys)
        events = [event for nth, key in enumerate(keys) for event in key.events(began + nth * pace)]
        # None waits for the one before: they stand in line in the browser, as those of a real keyboard do.
        await asyncio.gather(*(self.wire.send("Input.dispatchKeyEvent", event) for event in events))

    async def scan_all(self, codes: list[str], each_seconds: float = 0.0) -> None:
        """One after another, each at its time."""
        began = time.monotonic()
        for nth, code in enumerate(codes):
            await asyncio.sleep(began + nth * each_seconds - time.monotonic())
            await self.scan(code)

    def _key(self, character: str) -> Key:
        shown = self.host.get(character, character)
        if character.isdigit():
            return Key(shown, f"Digit{character}", shown)
        if character.isalpha():
            return Key(shown, f"Key{character.upper()}", shown, shift=character.isupper())
        return Key(shown, CODES[character], shown)

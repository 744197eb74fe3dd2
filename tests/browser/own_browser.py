"""A browser with a profile on the disk, which can be killed as a phone kills it: from one moment to the next."""

import asyncio
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from playwright.async_api import BrowserContext, Page, Playwright

from tests.browser.conftest import FLAGS, PHONE

GONE_SECONDS = 20


@dataclass
class OwnBrowser:
    playwright: Playwright
    chromium: Path
    profile: Path
    base_url: str
    script: str = ""  # for every page, before its own
    cookies: dict[str, str] = field(default_factory=dict)

    async def start(self, *, offline: bool = False) -> BrowserContext:
        """Start it, for the first time or again, with what its profile holds."""
        self.context = await self.playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=self.chromium,
            args=FLAGS,
            base_url=self.base_url,
            viewport=PHONE,
        )
        await self.context.set_offline(offline)
        if self.script:
            await self.context.add_init_script(self.script)
        for name, value in self.cookies.items():  # a killed browser may not have written them yet
            await self.context.add_cookies([{"name": name, "value": value, "url": self.base_url}])
        return self.context

    async def page(self, path: str) -> Page:
        page = self.context.pages[0]
        await page.goto(path)
        return page

    async def kill(self) -> None:
        """SIGKILL, and wait until none of its processes is left."""
        [leader] = [process for process in self._processes() if not _is_child(process)]
        os.kill(leader.pid, signal.SIGKILL)
        deadline = time.monotonic() + GONE_SECONDS
        while self._processes():
            assert time.monotonic() < deadline, "the browser did not end"
            await asyncio.sleep(0.05)

    def _processes(self) -> list[psutil.Process]:
        """Those of this profile, which nothing else uses."""
        own = f"--user-data-dir={self.profile}"
        return [process for process in psutil.process_iter() if own in _command(process)]


def _command(process: psutil.Process) -> list[str]:
    try:
        return [] if process.status() == psutil.STATUS_ZOMBIE else process.cmdline()
    except psutil.Error:
        return []


def _is_child(process: psutil.Process) -> bool:
    return any(word.startswith("--type=") for word in _command(process))

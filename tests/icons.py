"""Draws the icons of the installed door from the one of the pages: `python -m tests.icons`."""

import re
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.programs import find_chromium

FRONTEND = Path(__file__).resolve().parents[1] / "frontend"
DRAWING = FRONTEND / "src" / "assets" / "icon.svg"
ICONS = {"icon-192": 192, "icon-512": 512, "maskable-512": 512, "apple-touch-icon": 180}
TO_THE_EDGES = {"maskable-512", "apple-touch-icon"}  # the system cuts the shape of its own


def drawing(name: str) -> str:
    """The drawing; one that the system cuts fills the square, with the mark in the part that always stays."""
    text = DRAWING.read_text()
    if name not in TO_THE_EDGES:
        return text
    square, mark = re.sub(r' rx="\d+"', "", text).split("<path", 1)
    return f'{square}<g transform="translate(3.2 3.2) scale(.8)"><path{mark.replace("</svg>", "</g></svg>")}'


def draw(page: Page, name: str, size: int) -> None:
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{drawing(name)}")
    target = FRONTEND / "public" / "icons" / f"{name}.png"
    page.screenshot(path=target, omit_background=True)


def main() -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = chromium.new_page()
        for name, size in ICONS.items():
            draw(page, name, size)


if __name__ == "__main__":
    main()

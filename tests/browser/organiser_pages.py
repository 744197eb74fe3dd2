"""Parts of the organiser’s pages that several tests look at."""

from playwright.async_api import Locator, Page


def card(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)

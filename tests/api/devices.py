"""Devices, as an organiser adds them."""

from typing import Any

from tests.api.conftest import Api


def add(api: Api, **fields: Any) -> Any:
    return api.post("devices/", {"kind": "scanner", "name": "North door", **fields})

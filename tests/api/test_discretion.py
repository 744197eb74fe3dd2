"""The filter of the log, and the net that every test run is held against."""

import logging

import pytest

from checkin.services.access import DEVICE_PREFIX, USER_PREFIX, new_secret
from tests.discretion import Listener, private_lines

SECRETS = [
    f"a token {new_secret(USER_PREFIX)}",
    f"Authorization: Bearer {new_secret(DEVICE_PREFIX)} was refused",
    "GET /j/ABCD2345 404",
    "GET /invitation/MQ.dic7jz-3e60322e2e5f13a87b3275429b58baed 200",
    "mail to mara.lindqvist+expo@mail.example.org bounced",
    "DETAIL:  Key (event_id, code)=(1, Mara Lindqvist) already exists.",
]


@pytest.mark.parametrize("text", SECRETS, ids=range(len(SECRETS)))
def test_what_is_private_is_taken_out(text: str) -> None:
    listener = Listener()
    logger = logging.Logger("test")
    logger.addHandler(listener)
    logger.warning("%s", text)
    try:
        raise ValueError(text)
    except ValueError:
        logger.exception("It failed")
    assert "test" in listener.text
    assert private_lines(listener.text) == []


@pytest.mark.parametrize("text", SECRETS, ids=range(len(SECRETS)))
def test_without_the_filter_the_net_would_catch_it(text: str) -> None:
    assert private_lines(text) == [text]

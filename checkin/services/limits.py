"""Rate limits: atomic counters in Redis, or in the database when there is none or it does not answer.

Fixed windows: at most twice the limit in any period of one window's length, which is enough to stop guessing.
"""

import hashlib
import logging
import math
import secrets
import threading
import time
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from ipaddress import ip_network

import redis
from django.conf import settings
from django.db import connection
from django.utils import timezone
from redis.commands.core import Script

from checkin.errors import Throttled
from checkin.services.counts import utc
from checkin.services.transactions import writing

logger = logging.getLogger(__name__)

_COUNT = """
local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {n, redis.call('PTTL', KEYS[1])}"""
_UPSERT = """
INSERT INTO checkin_ratecounter (key, n, ends_at) VALUES (%(key)s, 1, %(ends)s)
ON CONFLICT (key) DO UPDATE SET
    n = CASE WHEN checkin_ratecounter.ends_at <= %(now)s THEN 1 ELSE checkin_ratecounter.n + 1 END,
    ends_at = CASE WHEN checkin_ratecounter.ends_at <= %(now)s THEN %(ends)s ELSE checkin_ratecounter.ends_at END
RETURNING n, ends_at"""


PREFIX = "limit"
PRUNE_ONE_IN = 100  # new windows in the database: the one after which those that ended are deleted


def limit(what: str, who: str, *, most: int, seconds: int) -> None:
    """Count one more of `what` by `who`. Raises Throttled when it is more than `most` in so many seconds."""
    # the key of a counter is no place for somebody's address
    key = hashlib.sha256(f"{what}:{who}".encode()).hexdigest()
    n, wait = _count(f"{PREFIX}:{key}", seconds)
    if n > most:
        raise Throttled("Too many tries: wait a moment.", wait=wait)


def client_address(meta: Mapping[str, str]) -> str:
    """Where a request comes from (`HttpRequest.META`), as the first of our own proxies saw it.

    What else a client says of itself is a claim. Whoever has one IPv6 address has a network of 2^64.
    """
    forwarded = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    proxies = settings.TRUSTED_PROXIES
    address = forwarded[-proxies] if proxies and len(forwarded) >= proxies else meta.get("REMOTE_ADDR", "")
    try:
        return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address
    except ValueError:
        return address


def limit_logins(*, email: str, address: str) -> None:
    """Before a password is looked at. From elsewhere, nobody can lock somebody out with a few wrong tries."""
    limit("login-from", address, most=20, seconds=60)
    limit("login-as", f"{email.lower()} {address}", most=5, seconds=60)
    limit("login-as-from-anywhere", email.lower(), most=50, seconds=60)


def _count(key: str, seconds: int) -> tuple[int, int]:
    """Count one more, and say how many there are in this window and how many seconds it lasts."""
    if settings.REDIS_URLS:
        try:
            n, milliseconds = redis_script()(keys=[key], args=[seconds * 1000])
            return int(n), int(milliseconds) // 1000 + 1
        except redis.RedisError as error:
            logger.warning("limits are counted in the database: %s", error)
    return _count_in_database(key, seconds)


@cache
def redis_script() -> Script:
    client = redis.Redis.from_url(settings.REDIS_URLS[0], socket_timeout=0.3, socket_connect_timeout=0.3)
    return client.register_script(_COUNT)


def _count_in_database(key: str, seconds: int) -> tuple[int, int]:
    now = timezone.now()
    adapt = connection.ops.adapt_datetimefield_value
    with writing(), connection.cursor() as cursor:
        values = {"key": key, "now": adapt(now), "ends": adapt(now + timedelta(seconds=seconds))}
        cursor.execute(_UPSERT, values)
        n, ends_at = cursor.fetchone()
        if n == 1 and secrets.randbelow(PRUNE_ONE_IN) == 0:
            cursor.execute("DELETE FROM checkin_ratecounter WHERE ends_at < %s", [adapt(now)])
    return n, int((utc(ends_at) - now).total_seconds()) + 1


class Bucket:
    """A token bucket in this process: `rate` a second, `burst` at once. For the scans of one device.

    A scan must not wait for a counter; with several processes a device has as many buckets.
    """

    def __init__(self, *, rate: float, burst: int) -> None:
        self.rate, self.burst = rate, burst
        self._lock = threading.Lock()
        self._left: dict[int, tuple[float, float]] = {}  # device → tokens, and when they were counted

    def take(self, device_id: int, number: int = 1) -> None:
        """Raises Throttled when the bucket holds less."""
        with self._lock:
            left = self._now(device_id)
            if left >= number:
                self._left[device_id] = (left - number, time.monotonic())
                return
        raise Throttled("This device sends too much.", wait=math.ceil((number - left) / self.rate))

    def spend(self, device_id: int, number: int) -> None:
        """Take what was used already, even if the bucket does not hold it."""
        with self._lock:
            self._left[device_id] = (self._now(device_id) - number, time.monotonic())

    def _now(self, device_id: int) -> float:
        now = time.monotonic()
        left, at = self._left.get(device_id, (float(self.burst), now))
        return min(float(self.burst), left + (now - at) * self.rate)

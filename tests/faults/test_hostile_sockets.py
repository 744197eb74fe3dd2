"""Hundreds of made-up conversations on sockets: the server outlives them, and the other screens notice nothing."""

import asyncio
import contextlib
import random
from collections.abc import Iterator

import pytest

from checkin.models import Event, Registrant
from tests.faults.conftest import DoorAt, StartServe
from tests.faults.test_limits import MB, connections, handshake, memory
from tests.live_clients import until, watching

SEED = 20261120
CONVERSATIONS = 400
AT_ONCE = 20
LENGTHS = [0, 1, 5, 125, 126, 127, 4096, 4097, 65_535, 65_536, 2**31, 2**63 - 1, 2**63, 2**64 - 1]
HEADER_BYTES = b"\r\n: \x00\xff,;Upgradewebsocket"


def made_up_frame(chance: random.Random) -> bytes:
    """Any bits in the first byte, any claim of a length, masked or not, and less or more than was claimed."""
    content = chance.randbytes(chance.choice([0, 1, 4, 20, 200, 5000]))
    claimed = chance.choice([len(content), chance.choice(LENGTHS)])
    mask = chance.choice([0x80, 0x80, 0x80, 0])
    if claimed < 126 and chance.random() < 0.8:
        length = bytes([mask | claimed])
    elif claimed < 2**16 and chance.random() < 0.8:
        length = bytes([mask | 126]) + claimed.to_bytes(2, "big")
    else:
        length = bytes([mask | 127]) + claimed.to_bytes(8, "big")
    first = chance.choice([0x81, 0x01, 0x00, 0x80, 0x82, 0x88, 0x89, 0x8A, chance.randrange(256)])
    return bytes([first]) + length + (chance.randbytes(4) if mask else b"") + content


def spoiled(request: bytes, chance: random.Random) -> bytes:
    """A handshake with some of its bytes exchanged."""
    bent = bytearray(request)
    for _ in range(chance.randrange(1, 6)):
        bent[chance.randrange(len(bent))] = chance.choice(HEADER_BYTES)
    return bytes(bent)


def conversations(request: bytes) -> Iterator[tuple[list[bytes], bool]]:
    """What is written, piece by piece, and whether the client hangs up rudely afterwards."""
    chance = random.Random(SEED)
    for _ in range(CONVERSATIONS):
        opening = request if chance.random() < 0.75 else spoiled(request, chance)
        said = opening + b"".join(made_up_frame(chance) for _ in range(chance.randrange(8)))
        cuts = sorted(chance.randrange(len(said)) for _ in range(chance.randrange(4)))
        pieces = [said[a:b] for a, b in zip([0, *cuts], [*cuts, len(said)], strict=True)]
        yield pieces, chance.random() < 0.5


async def test_a_handshake_that_lacks_its_key_is_told_so(
    start: StartServe, event: Event, headers: dict[str, str]
) -> None:
    serve = start()
    lines = handshake(serve.socket_url(event), headers).split(b"\r\n")
    reader, writer = await asyncio.open_connection("127.0.0.1", serve.port)
    writer.write(b"\r\n".join(line for line in lines if not line.startswith(b"Sec-WebSocket-Key")))
    assert (await asyncio.wait_for(reader.readline(), 5)).startswith(b"HTTP/1.1 400 ")
    writer.close()
    assert "Traceback" not in serve.log.read_text()


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Sec-WebSocket-Protocol: é", [b"400", b"400"]), ("daphne-root-path: é", [b"101", b"200"])],
)
async def test_letters_where_daphne_wants_ascii_are_no_fault_of_ours(
    start: StartServe, event: Event, headers: dict[str, str], line: str, expected: list[bytes]
) -> None:
    serve = start()
    opening, _, rest = handshake(serve.socket_url(event), headers).partition(b"\r\n")
    answers = []
    for request in (
        b"\r\n".join((opening, line.encode(), rest)),
        f"GET /livez HTTP/1.1\r\n{line}\r\n\r\n".encode(),
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", serve.port)
        writer.write(request)
        answers.append((await asyncio.wait_for(reader.readline(), 5)).split()[1])
        writer.close()
    assert answers == expected
    assert "Traceback" not in serve.log.read_text()


async def test_made_up_conversations_harm_nobody(
    start: StartServe, event: Event, people: list[Registrant], headers: dict[str, str], door_at: DoorAt
) -> None:
    serve = start()
    url = serve.socket_url(event)
    few = asyncio.Semaphore(AT_ONCE)

    async def converse(pieces: list[bytes], is_rude: bool) -> None:
        async with few:
            reader, writer = await asyncio.open_connection("127.0.0.1", serve.port)
            with contextlib.suppress(ConnectionError, TimeoutError):
                for piece in pieces:
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0)
                if is_rude:
                    writer.transport.abort()
                else:
                    writer.write_eof()
                    await asyncio.wait_for(reader.read(), 0.3)
            writer.close()

    async with watching(url, headers) as bystander, door_at(serve) as door:
        await door.scan(people[0].code)
        await bystander.checked_in(1)
        connected, before = len(connections(serve)), memory(serve)
        told = list(conversations(handshake(url, headers)))
        talking = asyncio.gather(*(converse(*one) for one in told))
        for number, person in enumerate(people[1:6], 2):
            await door.scan(person.code)
            await bystander.checked_in(number)
        await talking
        await door.scan(people[6].code)
        await bystander.checked_in(7)
        await until(lambda: len(connections(serve)) <= connected, within=30)
        assert memory(serve) - before < 30 * MB
    assert "Traceback" not in (log := serve.log.read_text()), log[-6000:]

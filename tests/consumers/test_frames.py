"""Frames on the wire, as a client's own parser reads them."""

import pytest
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from consumers import frames


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65535, 65536, 300_000])
def test_a_frame_is_read_back_as_it_was(length: int) -> None:
    text = b"x" * length
    stream = StreamReader()
    stream.feed_data(frames.wire(text))
    stream.feed_eof()
    parsing = Frame.parse(stream.read_exact, mask=False)
    with pytest.raises(StopIteration) as end:
        next(parsing)
    frame = end.value.value
    assert (frame.opcode, frame.fin, frame.data) == (Opcode.TEXT, True, text)


def test_a_batch_is_its_frames_one_after_the_other() -> None:
    pair = [frames.bye(frames.Bye.RESTART), frames.scan_refused([])]
    assert frames.batch(pair).wire == pair[0].wire + pair[1].wire
    assert pair[0].text == b'{"type":"bye","reason":"restart"}'

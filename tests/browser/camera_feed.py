"""What cameras see in the tests: files that Chromium plays as its camera, and a camera that is a canvas in the page.

A file goes through the browser's whole way from a camera to the page, and shows what it holds, over and over. The
canvas shows what a test tells it to, at once:

    await context.add_init_script(CANVAS_CAMERA)
    await show(page, qr("ZOE-0042"))
    await show(page, BLANK)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import segno
from playwright.async_api import Page

from tests.browser import code128

WIDTH, HEIGHT = 640, 480
FRAMES_PER_SECOND = 10
PAPER, INK = 225, 20  # of 255: no print is all white or black
NO_COLOUR = bytes([128]) * (WIDTH * HEIGHT // 2)


@dataclass(frozen=True)
class Symbol:
    """A code as rows of modules, "1" for a dark one; none is blank paper."""

    rows: tuple[str, ...] = ()
    scale: int = 1  # pixels for a module


BLANK = Symbol()


def qr(text: str, scale: int = 9) -> Symbol:
    matrix = segno.make_qr(text, error="q").matrix
    return Symbol(tuple("".join(str(module & 1) for module in row) for row in matrix), scale)


def barcode(text: str, scale: int = 4) -> Symbol:
    return Symbol((code128.modules(text),) * (120 // scale), scale)


def inverted(symbol: Symbol) -> Symbol:
    """White on black, as phones in dark mode show it, with its margin."""
    margin = 4
    width = len(symbol.rows[0]) + 2 * margin
    rows = ["0" * width] * margin + [row.center(width, "0") for row in symbol.rows] + ["0" * width] * margin
    return Symbol(tuple(row.translate(str.maketrans("01", "10")) for row in rows), symbol.scale)


def sideways(symbol: Symbol) -> Symbol:
    return Symbol(tuple("".join(column) for column in zip(*symbol.rows, strict=True)), symbol.scale)


def beside(middle: Symbol, right: Symbol) -> Symbol:
    """Two codes in one picture, as large as each other."""
    gap = "0" * 6
    left = "0" * len(right.rows[0])
    pairs = zip(middle.rows, right.rows, strict=True)
    return Symbol(tuple(left + gap + mid + gap + end for mid, end in pairs), middle.scale)


def write_feed(path: Path, shown: Iterable[tuple[Symbol, float]]) -> None:
    """Write a y4m file that shows each symbol in the middle, for so many seconds."""
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n".encode())
        for symbol, seconds in shown:
            frame = b"FRAME\n" + picture(symbol) + NO_COLOUR
            file.write(frame * round(seconds * FRAMES_PER_SECOND))


def picture(symbol: Symbol) -> bytes:
    """One frame's brightness, row by row."""
    blank = bytes([PAPER]) * WIDTH
    lines = [_line(row, symbol.scale) for row in symbol.rows for _ in range(symbol.scale)]
    above = (HEIGHT - len(lines)) // 2
    return b"".join([blank * above, *lines, blank * (HEIGHT - above - len(lines))])


def _line(row: str, scale: int) -> bytes:
    inked = b"".join(bytes([INK if module == "1" else PAPER]) * scale for module in row)
    return inked.center(WIDTH, bytes([PAPER]))


def camera_flags(feed: Path, *, allowed: bool = True) -> list[str]:
    """For Chromium: the file is its camera, and nobody is asked. Not allowed: somebody says no."""
    flags = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={feed.resolve()}"]
    return [*flags, "--use-fake-ui-for-media-stream"] if allowed else flags


# `fakeCamera.refusal` is the name of the error that opening it ends with; `take()` pulls its cable. Without a change
# from picture to picture, a stream from a canvas stands still: a corner flickers.
CANVAS_CAMERA = """
(() => {
  if (!navigator.mediaDevices) return
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
  const pen = canvas.getContext('2d', { alpha: false })
  let symbol = { rows: [], scale: 1 }
  let ticks = 0
  let track = null
  const paint = () => {
    pen.fillStyle = '#e1e1e1'
    pen.fillRect(0, 0, 640, 480)
    pen.fillStyle = '#141414'
    const { rows, scale } = symbol
    const top = Math.floor((480 - rows.length * scale) / 2)
    rows.forEach((row, y) => {
      const left = Math.floor((640 - row.length * scale) / 2)
      for (let x = 0; x < row.length; x += 1) {
        if (row[x] === '1') pen.fillRect(left + x * scale, top + y * scale, scale, scale)
      }
    })
    ticks += 1
    pen.fillRect(0, 0, 1 + (ticks % 2), 1)
  }
  paint()
  setInterval(paint, 50)
  window.fakeCamera = {
    refusal: null,
    opened: 0,
    torch: false,
    show(next) {
      symbol = next
      paint()
      return performance.now()
    },
    take() {
      track.stop()
      track.dispatchEvent(new Event('ended'))
    },
  }
  navigator.mediaDevices.getUserMedia = async () => {
    if (fakeCamera.refusal) throw new DOMException('refused by the test', fakeCamera.refusal)
    fakeCamera.opened += 1
    const stream = canvas.captureStream(20)
    track = stream.getVideoTracks()[0]
    track.getCapabilities = () => ({ torch: true })
    track.applyConstraints = async ({ advanced }) => {
      fakeCamera.torch = advanced[0].torch
    }
    return stream
  }
  navigator.mediaDevices.enumerateDevices = async () => [
    { kind: 'videoinput', deviceId: 'canvas', groupId: '', label: 'Canvas' },
  ]
})()
"""

REFUSING = ";fakeCamera.refusal = '{}'"  # from the start


async def show(page: Page, symbol: Symbol) -> float:
    """Hold a symbol before the page's canvas camera; return the page's `performance.now()` at that moment."""
    shown: float = await page.evaluate(
        "symbol => fakeCamera.show(symbol)", {"rows": list(symbol.rows), "scale": symbol.scale}
    )
    return shown

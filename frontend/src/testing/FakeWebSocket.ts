/** Stands in for the browser's WebSocket: a test opens it, speaks through it and closes it. */
export class FakeWebSocket {
  static all: FakeWebSocket[] = []

  static get last(): FakeWebSocket {
    const socket = FakeWebSocket.all.at(-1)
    if (socket === undefined) throw new Error('No socket was opened')
    return socket
  }

  readonly url: string
  onopen: (() => void) | null = null
  onmessage: ((message: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  isClosed = false

  constructor(url: string) {
    this.url = url
    FakeWebSocket.all.push(this)
  }

  close(): void {
    this.isClosed = true
  }

  open(): void {
    this.onopen?.()
  }

  says(frame: unknown): void {
    this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) })
  }

  ends(code: number): void {
    this.onclose?.({ code })
  }
}

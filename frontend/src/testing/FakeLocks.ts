/** Stands in for the browser's locks: exclusive ones, in the order asked for. */
export class FakeLocks {
  readonly #last = new Map<string, Promise<unknown>>()
  readonly asked: string[] = []

  request<T>(name: string, _options: LockOptions, work: () => Promise<T>): Promise<T> {
    this.asked.push(name)
    const before = this.#last.get(name) ?? Promise.resolve()
    const turn = before.catch(() => undefined).then(work)
    this.#last.set(name, turn)
    return turn
  }

  query(): Promise<{ held: { name: string }[] }> {
    return Promise.resolve({ held: [] })
  }
}

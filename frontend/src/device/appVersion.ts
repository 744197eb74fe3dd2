/** Which build this page runs: the version, and the hash that the build gave to the page's script. */
export function appVersion(script: string | undefined = entryScript()): string {
  const hash = /-([\w-]{6,12})\.js$/.exec(script ?? '')?.[1]
  return hash === undefined ? import.meta.env.APP_VERSION : `${import.meta.env.APP_VERSION} ${hash}`
}

function entryScript(): string | undefined {
  return document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src
}

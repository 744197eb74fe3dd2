/** Sending a list: to see how it is understood, and to import it. */
import type { Import, ImportPreview } from '@/api/types'
import { api, send } from '@/http/client'
import type { Failure, Result } from '@/http/result'

/** A slow line takes a minute for the largest list. */
const TIMEOUT_MS = 120_000
/** As the server has it; it need not travel to be refused. */
const MOST_MB = 5

/** By position of a column its field, or null to leave it out; the others go by their headings. */
export type Mapping = Readonly<Record<number, string | null>>

export interface Asked {
  file: File
  mapping: Mapping
}

const patiently = (request: Request) => fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MS) })

export async function requestPreview(slug: string, asked: Asked): Promise<Result<ImportPreview>> {
  const form = await formOf(asked)
  if (!form.ok) return form
  const params = { path: { event: slug } }
  const body = form.value
  return send(api.POST('/api/v1/events/{event}/imports/preview/', { params, body, fetch: patiently }))
}

export async function startImport(slug: string, asked: Asked, dryRun: boolean): Promise<Result<Import>> {
  const form = await formOf(asked, { dry_run: String(dryRun) })
  if (!form.ok) return form
  const params = { path: { event: slug } }
  const body = form.value
  return send(api.POST('/api/v1/events/{event}/imports/', { params, body, fetch: patiently }))
}

/** The body of a form. Its types call a file a string. */
async function formOf({ file, mapping }: Asked, more: Record<string, string> = {}): Promise<Result<never>> {
  if (file.size > MOST_MB * 1024 ** 2) return { ok: false, failure: tooLarge() }
  const form = new FormData()
  try {
    // Read here and now: a file that was changed or moved meanwhile would look like a broken network.
    form.set('file', new File([await file.arrayBuffer()], file.name))
  } catch {
    return { ok: false, failure: { kind: 'network', detail: 'The file cannot be read. Choose it again.' } }
  }
  if (Object.keys(mapping).length > 0) form.set('mapping', JSON.stringify(mapping))
  for (const [name, value] of Object.entries(more)) form.set(name, value)
  return { ok: true, value: form as never }
}

function tooLarge(): Failure {
  const detail = `A list may have ${MOST_MB} MB.`
  const problem = { title: 'Too large', status: 413, code: 'too_large', detail }
  return { kind: 'problem', problem, retryAfterMs: null }
}

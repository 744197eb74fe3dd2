import { Fragment, type ReactNode } from 'react'

import { inLanguage, type Message, type Names } from './t'

/** A message whose places are filled with elements: `rich('Type {code} at {address}', { code: <b>…</b>, … })`. */
export function rich<M extends Message>(
  message: M,
  values: Readonly<Record<Names<M>, ReactNode>>,
): ReactNode[] {
  const known: Readonly<Record<string, ReactNode>> = values
  const parts = inLanguage(message).split(/\{(\w+)\}/)
  return parts.map((part, at) => <Fragment key={at}>{at % 2 === 0 ? part : known[part]}</Fragment>)
}

import type { ReactNode } from 'react'
import { Link } from 'wouter'

interface MaybeLinkProps {
  href: string | null
  title?: string
  children: ReactNode
}

/** A link where there is somewhere to go; else the words alone. */
export function MaybeLink({ href, title, children }: MaybeLinkProps) {
  return href === null ? (
    children
  ) : (
    <Link href={href} className="row-link" title={title}>
      {children}
    </Link>
  )
}

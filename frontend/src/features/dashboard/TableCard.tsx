import { type ReactNode, useId } from 'react'

interface TableCardProps {
  title: string
  isEmpty: boolean
  empty: string
  children: ReactNode
}

/** A titled card around one table; wide tables scroll inside it, by keyboard as well. */
export function TableCard({ title, isEmpty, empty, children }: TableCardProps) {
  const id = useId()
  return (
    <section className="card table-card" aria-labelledby={id}>
      <h2 id={id} className="card-title">
        {title}
      </h2>
      {isEmpty ? <p className="muted card-empty">{empty}</p> : <table className="table">{children}</table>}
    </section>
  )
}

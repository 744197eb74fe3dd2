import { type ReactNode, useId } from 'react'

interface CardProps {
  title: string
  hint?: string
  children: ReactNode
}

export function Card({ title, hint, children }: CardProps) {
  const id = useId()
  return (
    <section className="card event-card-part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {hint !== undefined && <p className="muted">{hint}</p>}
      {children}
    </section>
  )
}

import { useEffect } from 'react'

export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts, 'Headcount'].filter(Boolean).join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}

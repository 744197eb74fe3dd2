import { useEffect, useEffectEvent, useState } from 'react'

/**
 * A file may be dropped anywhere on the page, so that missing the place loses nothing: a browser that is left alone opens
 * the file instead of the page. Null: it is not taken. Tells whether one that would be is held above the page.
 */
export function useDrop(onFile: ((file: File) => void) | null): boolean {
  const [isOver, setIsOver] = useState(false)
  const hold = useEffectEvent((event: DragEvent): DataTransfer | null => {
    const { dataTransfer } = event
    if (!dataTransfer?.types.includes('Files')) return null // words on their way into a field
    event.preventDefault()
    setIsOver(event.type === 'dragover' && onFile !== null)
    if (onFile === null) dataTransfer.dropEffect = 'none'
    return dataTransfer
  })
  const drop = useEffectEvent((event: DragEvent) => {
    const file = hold(event)?.files[0]
    if (file !== undefined) onFile?.(file)
  })
  useEffect(() => {
    const over = (event: DragEvent) => void hold(event)
    const dropped = (event: DragEvent) => drop(event)
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', over)
    window.addEventListener('drop', dropped)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', over)
      window.removeEventListener('drop', dropped)
    }
  }, [])
  return isOver
}

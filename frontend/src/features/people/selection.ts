/** Whom somebody has marked in the list: some by hand, or everybody who is filtered but some. */
export interface Selection {
  isAll: boolean
  /** The marked ones; where all are marked, those who are not. */
  ids: ReadonlySet<number>
}

export const NOBODY: Selection = { isAll: false, ids: new Set() }
export const EVERYBODY: Selection = { isAll: true, ids: new Set() }

export function isMarked({ isAll, ids }: Selection, id: number): boolean {
  return ids.has(id) !== isAll
}

export function mark(selection: Selection, ids: readonly number[], marked: boolean): Selection {
  const changed = new Set(selection.ids)
  for (const id of ids) {
    if (marked === selection.isAll) changed.delete(id)
    else changed.add(id)
  }
  return { ...selection, ids: changed }
}

/** `count`: how many are filtered. */
export function markedCount({ isAll, ids }: Selection, count: number): number {
  return isAll ? Math.max(0, count - ids.size) : ids.size
}

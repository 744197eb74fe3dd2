import { t } from '@/i18n/t'
import { Icon } from '@/ui/Icon'

/** Where a list comes in; `isOver` while one is held above the page. */
export function DropZone({ isOver, onFile }: { isOver: boolean; onFile: (file: File) => void }) {
  return (
    <label className={isOver ? 'drop-zone drop-zone-over' : 'drop-zone'}>
      <Icon name="table" size={28} />
      <span className="drop-zone-words">{t('Drop a list here, or choose a file')}</span>
      <span className="muted">
        {t('CSV or Excel (.xlsx), up to 5 MB. The first row names the columns. Nothing is changed yet.')}
      </span>
      <input
        type="file"
        className="visually-hidden"
        accept=".csv,.tsv,.txt,.xlsx,text/csv,text/plain"
        onChange={({ target }) => {
          const file = target.files?.[0]
          target.value = '' // the same file can be chosen again
          if (file !== undefined) onFile(file)
        }}
      />
    </label>
  )
}

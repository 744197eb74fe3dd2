import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { passTypesQuery } from '@/event/partsQueries'
import { STATUS_WORDS } from '@/format/words'
import { requestFile } from '@/http/file'
import { unwrap } from '@/http/result'
import { type Phrase, t } from '@/i18n/t'
import { Icon } from '@/ui/Icon'

import { Card } from './Card'
import { Failure } from './Failure'
import { saveAs } from './saveAs'
import { type Layout, ticketsAddress, type TicketsWanted } from './ticketsAddress'

const LAYOUTS: Record<Layout, Phrase> = {
  a4: 'A4 sheets, eight on each, with cut marks',
  badge: 'Badges, 86 × 54 mm, one on each page',
}
const STATUSES = ['registered', 'confirmed', 'checked_in', 'cancelled'] as const

/** Printed tickets: for whom, on what paper, as one PDF. */
export function TicketsCard({ slug }: { slug: string }) {
  const [wanted, setWanted] = useState<TicketsWanted>({ layout: 'a4', pass: '', status: '' })
  const passes = useQuery(passTypesQuery(slug)).data ?? []
  const making = useMutation({
    mutationFn: async () => unwrap(await requestFile(ticketsAddress(slug, wanted))),
    onSuccess: (file) => saveAs(file, `${slug}-tickets-${wanted.layout}.pdf`),
  })
  const change = (part: Partial<TicketsWanted>) => {
    making.reset()
    setWanted({ ...wanted, ...part })
  }
  return (
    <Card
      title={t('Tickets')}
      hint={t('A PDF with a name and a QR code for each, in the order of names. Up to 5,000 at once.')}
    >
      <form
        className="tickets-form"
        onSubmit={(event) => {
          event.preventDefault()
          making.mutate()
        }}
      >
        <label className="field">
          {t('Paper')}
          <select value={wanted.layout} onChange={({ target }) => change({ layout: target.value as Layout })}>
            {(['a4', 'badge'] as const).map((layout) => (
              <option key={layout} value={layout}>
                {t(LAYOUTS[layout])}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t('Pass type')}
          <select value={wanted.pass} onChange={({ target }) => change({ pass: target.value })}>
            <option value="">{t('Every pass type')}</option>
            {passes.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t('Status')}
          <select value={wanted.status} onChange={({ target }) => change({ status: target.value })}>
            <option value="">{t('All but the cancelled')}</option>
            {STATUSES.map((status) => (
              <option key={status} value={status}>
                {t(STATUS_WORDS[status])}
              </option>
            ))}
          </select>
        </label>
        <Failure error={making.error} />
        <div className="import-actions">
          <p role="status" className="import-busy">
            {making.isPending && t('Making the tickets. A thousand take some seconds.')}
            {making.isSuccess && t('The file is downloaded.')}
          </p>
          <button type="submit" className="button button-primary" disabled={making.isPending}>
            <Icon name="download" size={18} />
            {t('Download the tickets')}
          </button>
        </div>
      </form>
    </Card>
  )
}

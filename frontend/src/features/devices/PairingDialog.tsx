import { rich } from '@/i18n/rich'
import { t } from '@/i18n/t'
import type { PairingCode } from '@/api/types'
import { formatCountdown, groupCode } from '@/format/code'
import { CopyField } from '@/ui/CopyField'
import { FormFailure } from '@/ui/FormFailure'
import { Icon } from '@/ui/Icon'
import { Modal } from '@/ui/Modal'
import { useNow } from '@/ui/useNow'

import { type ShownCode, useNewCode } from './changeDevices'

interface PairingDialogProps {
  slug: string
  shown: ShownCode
  isPaired: boolean
  onCode: (code: PairingCode) => void
  onClose: () => void
}

/** The code in every form that somebody may need it in, until it is used or over. */
export function PairingDialog({ slug, shown, isPaired, onCode, onClose }: PairingDialogProps) {
  const { code, pairedBefore } = shown
  const secondsLeft = (Date.parse(code.expires_at) - useNow()) / 1000
  return (
    <Modal
      title={isPaired ? t('{name} is paired', { name: code.name }) : t('Pair {name}', { name: code.name })}
      wide
      onClose={onClose}
    >
      <div role="status">{isPaired && <PairedNow kind={code.kind} />}</div>
      {!isPaired && secondsLeft > 0 && (
        <CodeOnShow code={code} secondsLeft={secondsLeft} wasPaired={pairedBefore !== null} />
      )}
      {!isPaired && secondsLeft <= 0 && <CodeIsOver slug={slug} id={code.id} onCode={onCode} />}
      <div className="dialog-actions">
        <button type="button" className={isPaired ? 'button button-primary' : 'button'} onClick={onClose}>
          {isPaired ? t('Done') : t('Close')}
        </button>
      </div>
    </Modal>
  )
}

function PairedNow({ kind }: { kind: PairingCode['kind'] }) {
  return (
    <p className="pairing-paired">
      <Icon name="check" size={40} />
      {kind === 'scanner' ? t('Paired. It can scan now.') : t('Paired. It shows the counts now.')}
    </p>
  )
}

interface CodeOnShowProps {
  code: PairingCode
  secondsLeft: number
  wasPaired: boolean
}

function CodeOnShow({ code, secondsLeft, wasPaired }: CodeOnShowProps) {
  return (
    <div className="pairing-show">
      <img className="pairing-qr" src={code.pairing_qr} alt={t('QR code of the pairing link')} />
      <div className="pairing-ways">
        <p>
          {rich(
            code.kind === 'scanner'
              ? 'Scan this with the camera of the phone, or open {address} and type'
              : 'On the screen open {address} and type',
            { address: <strong>{addressOf(code)}</strong> },
          )}
        </p>
        <p
          className="pairing-letters"
          aria-label={t('Code {letters}', { letters: code.pairing_code.split('').join(' ') })}
          role="img"
        >
          {groupCode(code.pairing_code)}
        </p>
        <p className="pairing-left" role="timer">
          <Icon name="clock" size={18} />
          {t('Valid for {time}, and once', { time: formatCountdown(secondsLeft) })}
        </p>
        <CopyField label={t('Pairing link')} value={code.pairing_url} />
        {wasPaired && (
          <p className="field-hint">
            {t('What is paired now goes on until this code is used, and ends then.')}
          </p>
        )}
      </div>
    </div>
  )
}

/** Short enough to be typed. */
function addressOf({ pairing_url }: PairingCode): string {
  return new URL('/j/', pairing_url).href.replace(/^https?:\/\//, '')
}

function CodeIsOver({ slug, id, onCode }: { slug: string; id: number; onCode: (code: PairingCode) => void }) {
  const newCode = useNewCode(slug)
  return (
    <>
      <p>{t('The ten minutes are over, and the code with them.')}</p>
      <FormFailure error={newCode.error} />
      <button
        type="button"
        className="button button-primary"
        disabled={newCode.isPending}
        onClick={() => newCode.mutate(id, { onSuccess: onCode })}
      >
        {t('New code')}
      </button>
    </>
  )
}

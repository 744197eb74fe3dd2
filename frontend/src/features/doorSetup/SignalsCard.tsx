import { t } from '@/i18n/t'
import { useState } from 'react'

import { giveFeedback, playTestTone } from '@/feedback/feedback'
import { canVibrate } from '@/feedback/vibrate'
import { changeDoorSettings, useDoorSettings } from '@/settings/doorSettings'

import { SetupCard, Toggle } from './SetupCard'

/** Sound and vibration. A phone on silent plays nothing and says nothing of it, so there is a tone to try. */
export function SignalsCard() {
  const { sound, vibration } = useDoorSettings()
  const [heard, setHeard] = useState<string | null>(null)
  const vibrates = canVibrate()

  const play = async () => {
    const isPlaying = await playTestTone()
    setHeard(
      isPlaying
        ? t('Played. Heard nothing? Turn the volume up and the silent switch off.')
        : t('This browser plays no sound.'),
    )
  }

  return (
    <SetupCard title={t('Sound and vibration')}>
      <Toggle words={t('Sound')} checked={sound} onChange={(on) => changeDoorSettings({ sound: on })} />
      <Toggle
        words={t('Vibration')}
        checked={vibration && vibrates}
        disabled={!vibrates}
        {...(vibrates ? {} : { hint: t('This device cannot vibrate on a page.') })}
        onChange={(on) => {
          changeDoorSettings({ vibration: on })
          if (on) giveFeedback('admitted', { sound: false, vibration: true })
        }}
      />
      <button type="button" className="button door-button" onClick={() => void play()}>
        {t('Play the test tone')}
      </button>
      <p role="status" className="setup-answer">
        {heard}
      </p>
    </SetupCard>
  )
}

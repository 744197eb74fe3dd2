import { useEffect, useRef } from 'react'

import type { DeviceState } from '@/api/types'
import { api, send } from '@/http/client'

import { appVersion } from './appVersion'
import { type OffReason, offReason } from './ownDevice'

const REPORT_MS = 30_000

export interface DeviceReport {
  waiting?: number
  clockOffsetMs: number | null
}

/** Tells the server every half minute how this device is doing; calls back when it is refused for good. */
export function useDeviceReport(
  isDevice: boolean,
  report: DeviceReport,
  onOff: (reason: OffReason) => void,
): void {
  const latest = useRef({ report, onOff })
  useEffect(() => {
    latest.current = { report, onOff }
  })
  const knowsClock = report.clockOffsetMs !== null

  useEffect(() => {
    if (!isDevice) return
    const tell = async () => {
      const answer = await postState(latest.current.report)
      const reason = answer.ok ? null : offReason(answer.failure)
      if (reason !== null) latest.current.onOff(reason)
    }
    void tell()
    const timer = setInterval(() => void tell(), REPORT_MS)
    return () => clearInterval(timer)
    // The clock is known some seconds after the start: told at once, the fleet list has it.
  }, [isDevice, knowsClock])
}

async function postState({ waiting, clockOffsetMs }: DeviceReport) {
  const battery = await batteryPercent()
  const body: DeviceState = {
    app_version: appVersion(),
    ...(waiting === undefined ? {} : { waiting }),
    ...(clockOffsetMs === null ? {} : { clock_offset_ms: clockOffsetMs }),
    ...(battery === null ? {} : { battery }),
  }
  return send(api.POST('/api/v1/auth/device/', { body }))
}

interface WithBattery {
  getBattery?: () => Promise<{ level: number }>
}

/** Per cent, where the browser tells: Chromium does, on https pages. */
async function batteryPercent(): Promise<number | null> {
  try {
    const battery = await (navigator as WithBattery).getBattery?.()
    return battery === undefined ? null : Math.round(battery.level * 100)
  } catch {
    return null
  }
}

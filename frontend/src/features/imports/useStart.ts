/** Starting an import of the chosen list; the page of its job follows. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'

import { unwrap } from '@/http/result'
import { useWarningBeforeLeaving } from '@/ui/useWarningBeforeLeaving'

import { jobsKey } from './importJobs'
import { type Asked, startImport } from './sendList'
import type { List } from './useList'

export interface Start {
  run: (how: { dryRun: boolean }) => void
  /** Whether this import was a trial of the list as it is now. */
  hasTried: (jobId: number) => boolean
  isPending: boolean
  /** Why the list that is chosen now was not taken. */
  error: Error | null
}

export function useStart(slug: string, list: List): Start {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [tried, setTried] = useState<(Asked & { id: number }) | null>(null)
  const starting = useMutation({
    mutationFn: async ({ asked, dryRun }: { asked: Asked; dryRun: boolean }) =>
      unwrap(await startImport(slug, asked, dryRun)),
    onSuccess: (job, { asked }) => {
      setTried(job.dry_run ? { ...asked, id: job.id } : null)
      void client.invalidateQueries({ queryKey: jobsKey(slug) })
      if (!job.dry_run) list.forget()
      navigate(`/o/${slug}/imports/${job.id}`)
    },
  })
  useWarningBeforeLeaving(starting.isPending)
  return {
    run: ({ dryRun }) => {
      const { file, mapping } = list
      if (file !== null) starting.mutate({ asked: { file, mapping }, dryRun })
    },
    hasTried: (jobId) => tried?.id === jobId && tried.file === list.file && tried.mapping === list.mapping,
    isPending: starting.isPending,
    error: list.file !== null && starting.variables?.asked.file === list.file ? starting.error : null,
  }
}

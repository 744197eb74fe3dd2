import { useState } from 'react'

import type { Member, Role } from '@/api/types'
import { ROLE_WORDS } from '@/format/words'
import { t } from '@/i18n/t'
import { useMe } from '@/session/me'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { CopyField } from '@/ui/CopyField'
import { FormFailure } from '@/ui/FormFailure'

import { useChangeRole, useRemove } from './changeMembers'
import { ROLES } from './roles'

/** One member: role, removal, and the invitation as long as nobody has opened it. */
export function MemberRow({ slug, member }: { slug: string; member: Member }) {
  const change = useChangeRole(slug, member.id)
  const [isRemoving, setIsRemoving] = useState(false)
  const isSelf = useMe().data?.email === member.email
  const name = member.name || member.email
  return (
    <li className="member">
      <div className="member-who">
        <p className="member-name">
          {name}
          {isSelf && <span className="tag">{t('You')}</span>}
          {member.invitation_url !== null && <span className="tag">{t('Invited')}</span>}
        </p>
        {member.name && <p className="member-email">{member.email}</p>}
      </div>
      <div className="member-actions">
        <select
          className="input"
          aria-label={t('Role of {name}', { name })}
          value={change.isPending ? change.variables : member.role}
          disabled={change.isPending}
          onChange={({ target }) => change.mutate(target.value as Role)}
        >
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {t(ROLE_WORDS[role])}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="button button-danger"
          aria-label={t('Remove {name}', { name })}
          onClick={() => setIsRemoving(true)}
        >
          {t('Remove')}
        </button>
      </div>
      <FormFailure error={change.error} />
      {member.invitation_url !== null && (
        <CopyField label={t('Invitation link')} value={member.invitation_url} />
      )}
      {isRemoving && (
        <RemoveDialog slug={slug} member={member} isSelf={isSelf} onClose={() => setIsRemoving(false)} />
      )}
    </li>
  )
}

interface RemoveDialogProps {
  slug: string
  member: Member
  isSelf: boolean
  onClose: () => void
}

function RemoveDialog({ slug, member, isSelf, onClose }: RemoveDialogProps) {
  const remove = useRemove(slug, member.id)
  return (
    <ConfirmDialog
      title={isSelf ? t('Remove yourself?') : t('Remove {name}?', { name: member.name || member.email })}
      action={t('Remove')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      {isSelf
        ? t('You lose this event at once, and only another organiser can bring you back.')
        : t(
            'They lose this event at once, on every screen they have open. What they did stays in the history.',
          )}
    </ConfirmDialog>
  )
}

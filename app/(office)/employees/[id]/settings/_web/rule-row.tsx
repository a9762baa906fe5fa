'use client'
import { Ban, X } from 'lucide-react'
import { Badge } from '#app/_ui/badge.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { useOffice } from '../../../../_office/office-provider.tsx'
import { originInWords, type SiteRule, siteInWords } from '../../_sites/site-words.ts'

type RuleRowProps = {
  rule: SiteRule
  name: string
  isBusy: boolean
  onForget?: (ruleId: string) => void
  onRefuse?: (site: string) => void
}

export function RuleRow({ rule, name, isBusy, onForget, onRefuse }: RuleRowProps) {
  const { me } = useOffice()
  const { id, site, decision, scope, counts } = rule
  const mayForget = me.isManager || (scope === 'employee' && site !== '*')
  return (
    <li className="flex min-h-9 items-center gap-3 border-line border-b py-1 last:border-b-0">
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
        <span className={`[overflow-wrap:anywhere] ${counts ? '' : 'text-muted line-through'}`}>
          {siteInWords(site)}
        </span>
        <span className="text-muted text-sm">
          {originInWords(rule, name)}
          {!counts && '; a closer rule counts'}
        </span>
      </div>
      {decision === 'refuse' && <Badge tone="bad">Refused</Badge>}
      {onForget && id && mayForget && (
        <IconButton
          label={`Take back the rule for ${siteInWords(site)}`}
          aria-disabled={isBusy}
          onClick={() => onForget(id)}
        >
          <X aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      )}
      {onRefuse && counts && (
        <IconButton
          label={`Refuse ${siteInWords(site)}`}
          aria-disabled={isBusy}
          onClick={() => onRefuse(site)}
        >
          <Ban aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      )}
    </li>
  )
}

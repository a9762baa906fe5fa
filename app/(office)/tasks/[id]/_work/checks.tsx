'use client'
import { CircleDashed, Check as Tick, TriangleAlert, X } from 'lucide-react'
import type { Check, CheckResult } from '#lib/wire/check.ts'
import { Lamp } from '../../../../_ui/lamp.tsx'
import { checkInWords } from '../../_words/check-words.ts'
import { Fold } from '../_head/fold.tsx'
import { useTaskPage } from '../_state/use-task.ts'
import { durationInWords } from '../_words/duration.ts'

/** What the platform looks at, and what it found the last time. */
export function Checks() {
  const { task } = useTaskPage()
  if (task.checks.length === 0) return null
  const isChecking = task.why?.code === 'checks_running'
  const results = new Map(task.checkResults.map((one) => [one.checkId, one]))
  return (
    <section aria-labelledby="checks">
      <h2 id="checks" className="flex items-center gap-2 font-semibold">
        Checks
        {isChecking && (
          <span role="status" className="flex items-center gap-1 font-normal text-muted text-sm">
            <Lamp state="warming" size={16} label={null} />
            being looked at
          </span>
        )}
      </h2>
      <ul className="mt-1 flex flex-col">
        {task.checks.map((check) => (
          <CheckRow key={check.id} check={check} result={results.get(check.id)} />
        ))}
      </ul>
    </section>
  )
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const
const marks = {
  passed: <Tick {...icon} className="text-good" />,
  failed: <X {...icon} className="text-bad" />,
  error: <TriangleAlert {...icon} className="text-lamp-text" />,
  open: <CircleDashed {...icon} className="text-edge" />,
}
const spoken = {
  passed: 'passed',
  failed: 'failed',
  error: 'could not be looked at',
  open: 'not looked at yet',
}

function CheckRow({ check, result }: { check: Check; result: CheckResult | undefined }) {
  const outcome = result?.outcome ?? 'open'
  const evidence = evidenceInWords(result?.evidence)
  return (
    <li className="flex min-w-0 items-start gap-2.5 border-line border-b py-2.5 last:border-b-0">
      <span className="mt-0.5 flex size-4 shrink-0">{marks[outcome]}</span>
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere]">
          {checkInWords(check)}
          <span className="sr-only">, {spoken[outcome]}</span>
        </p>
        {result && result.text !== '' && (
          <p dir="auto" className="line-clamp-3 text-muted text-sm [overflow-wrap:anywhere]">
            {result.text}
          </p>
        )}
        {evidence !== '' && outcome !== 'passed' && (
          <Fold title="What was found">
            <pre
              dir="ltr"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: long output is scrolled with the keyboard, too
              tabIndex={0}
              className="mt-1 max-h-60 overflow-auto whitespace-pre-wrap rounded-md bg-sunken px-3 py-2 font-mono text-xs [overflow-wrap:anywhere]"
            >
              {evidence}
            </pre>
          </Fold>
        )}
      </div>
      {result && (
        <span className="figures shrink-0 text-muted text-xs">{durationInWords(result.durationMs)}</span>
      )}
    </li>
  )
}

function evidenceInWords(evidence: unknown): string {
  if (evidence === undefined || evidence === null) return ''
  return typeof evidence === 'string' ? evidence : JSON.stringify(evidence, null, 2)
}

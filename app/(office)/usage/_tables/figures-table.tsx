'use client'
// One table for all lists of what was used: a name, calls, tokens, cost. On small screens calls and tokens stand under the name.
import { type ReactNode, useState } from 'react'
import type { UsageFigures } from '#lib/wire/usage.ts'
import { Badge } from '../../../_ui/badge.tsx'
import { Button } from '../../../_ui/button.tsx'
import { calls, count, money, tokens, tokensInWords } from '../_words/figures.ts'

interface FiguresRow extends UsageFigures {
  key: string
  name: ReactNode
}

/** What one sees of a long list without asking for more. */
const fewestRows = 10

type FiguresTableProps = {
  title: string
  /** Of the first column. */
  head: string
  rows: readonly FiguresRow[]
  /** Of all that was used in these days. */
  total: UsageFigures
  note?: ReactNode
  /** Where two stand side by side. */
  isNarrow?: boolean
}

export function FiguresTable({ title, head, rows, total, note, isNarrow = false }: FiguresTableProps) {
  const [isAll, setAll] = useState(false)
  if (rows.length === 0) return null
  // One line more than that is no reason to hide it.
  const shown = isAll || rows.length <= fewestRows + 1 ? rows : rows.slice(0, fewestRows)
  return (
    <section className="min-w-0">
      <table className="w-full table-fixed border-collapse text-sm">
        <caption className="pb-1 text-left font-semibold text-base">{title}</caption>
        <thead>
          <tr className="border-line border-b text-muted">
            <th scope="col" className="py-2 pr-3 text-left font-medium">
              {head}
            </th>
            <th scope="col" className="w-16 py-2 pl-3 text-right font-medium max-sm:hidden">
              Calls
            </th>
            <th scope="col" className="w-20 py-2 pl-3 text-right font-medium max-sm:hidden">
              Tokens
            </th>
            <th scope="col" className="w-24 py-2 pl-3 text-right font-medium">
              Cost
            </th>
            <th scope="col" className="w-16 py-2 pl-3 text-right font-medium max-sm:hidden">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.key} row={row} total={total} isNarrow={isNarrow} />
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <Button tone="plain" className="-mx-3 mt-1 text-muted max-sm:-mx-4" onClick={() => setAll(true)}>
          Show all {rows.length}
        </Button>
      )}
      {note && <p className="pt-2 text-muted text-sm">{note}</p>}
    </section>
  )
}

type RowProps = { row: FiguresRow; total: UsageFigures; isNarrow: boolean }

function Row({ row, total, isNarrow }: RowProps) {
  return (
    <tr className="border-line border-b last:border-b-0">
      <th scope="row" className="h-9 py-1.5 pr-3 text-left font-normal">
        <span className="flex min-w-0 items-center gap-2">
          {row.name}
          {!isNarrow && <PracticeSign row={row} total={total} />}
        </span>
        <span className="figures mt-0.5 block text-muted sm:hidden">
          {calls(row.calls)}, {tokens(row)} tokens
        </span>
      </th>
      <td className="figures py-1.5 pl-3 text-right text-muted max-sm:hidden">{count(row.calls)}</td>
      <td title={tokensInWords(row)} className="figures py-1.5 pl-3 text-right text-muted max-sm:hidden">
        {tokens(row)}
      </td>
      <td className="figures whitespace-nowrap py-1.5 pl-3 text-right max-sm:align-top">
        {money(row.costMicros)}
      </td>
      <td className="figures whitespace-nowrap py-1.5 pl-3 text-right text-muted max-sm:hidden">
        {shareInWords(row.costMicros, total.costMicros)}
      </td>
    </tr>
  )
}

function shareInWords(micros: number, totalMicros: number): string {
  if (totalMicros === 0) return '–'
  const share = Math.round((micros / totalMicros) * 100)
  return share === 0 && micros > 0 ? '< 1 %' : `${share} %`
}

/** Where all of it is practice that is said once, above. */
function PracticeSign({ row, total }: { row: FiguresRow; total: UsageFigures }) {
  if (row.practiceCalls === 0 || total.practiceCalls === total.calls) return null
  const words = row.practiceCalls === row.calls ? 'Practice' : `${count(row.practiceCalls)} practice`
  return (
    <span title="Answered by the practice model, which costs nothing" className="shrink-0">
      <Badge>{words}</Badge>
    </span>
  )
}

// One table for all lists of what was used: a name, calls, tokens, cost. On small screens calls and tokens stand under the name.
import type { ReactNode } from 'react'
import type { UsageFigures } from '#lib/wire/usage.ts'
import { Badge } from '../../../_ui/badge.tsx'
import { calls, count, money, tokens, tokensInWords } from '../_words/figures.ts'

export interface FiguresRow extends UsageFigures {
  key: string
  name: ReactNode
}

type FiguresTableProps = {
  title: string
  /** Of the first column. */
  head: string
  rows: readonly FiguresRow[]
  totalMicros: number
  note?: ReactNode
}

export function FiguresTable({ title, head, rows, totalMicros, note }: FiguresTableProps) {
  if (rows.length === 0) return null
  return (
    <section className="min-w-0">
      <table className="w-full table-fixed border-collapse text-sm">
        <caption className="pb-1 text-left font-semibold text-base">{title}</caption>
        <thead>
          <tr className="border-line border-b text-muted">
            <th scope="col" className="py-2 pr-3 text-left font-medium">
              {head}
            </th>
            <th scope="col" className="w-20 px-3 py-2 text-right font-medium max-sm:hidden">
              Calls
            </th>
            <th scope="col" className="w-24 px-3 py-2 text-right font-medium max-sm:hidden">
              Tokens
            </th>
            <th scope="col" className="w-28 py-2 pl-3 text-right font-medium">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} totalMicros={totalMicros} />
          ))}
        </tbody>
      </table>
      {note && <p className="pt-2 text-muted text-sm">{note}</p>}
    </section>
  )
}

function Row({ row, totalMicros }: { row: FiguresRow; totalMicros: number }) {
  const share = totalMicros === 0 ? 0 : Math.round((row.costMicros / totalMicros) * 100)
  return (
    <tr className="border-line border-b last:border-b-0">
      <th scope="row" className="py-2 pr-3 text-left font-normal">
        <span className="flex min-w-0 items-center gap-2">
          {row.name}
          {row.practiceCalls > 0 && <PracticeSign row={row} />}
        </span>
        <span className="figures mt-0.5 block text-muted sm:hidden">
          {calls(row.calls)}, {tokens(row)} tokens
        </span>
      </th>
      <td className="figures px-3 py-2 text-right text-muted max-sm:hidden">{count(row.calls)}</td>
      <td title={tokensInWords(row)} className="figures px-3 py-2 text-right text-muted max-sm:hidden">
        {tokens(row)}
      </td>
      <td className="figures whitespace-nowrap py-2 pl-3 text-right max-sm:align-top">
        {money(row.costMicros)}
        <span className="block text-muted text-xs">
          {share === 0 && row.costMicros > 0 ? '< 1' : share} %
        </span>
      </td>
    </tr>
  )
}

function PracticeSign({ row: { calls: all, practiceCalls } }: { row: FiguresRow }) {
  const share = practiceCalls === all ? 'All' : count(practiceCalls)
  return (
    <span title={`${share} answered by the practice model, which costs nothing`} className="shrink-0">
      <Badge>Practice</Badge>
    </span>
  )
}

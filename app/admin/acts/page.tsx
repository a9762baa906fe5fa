import type { Metadata } from 'next'
import { listActs } from '#lib/admin/list-acts.ts'
import { requireOperator } from '../../_edge/operator.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import { PageHeader } from '../../_ui/page-header.tsx'
import { Pagination } from '../../_ui/pagination.tsx'
import { ActList } from '../_parts/act-list.tsx'
import { KeepRead } from '../_parts/keep-read.tsx'

export const metadata: Metadata = { title: 'Acts' }

type Query = Record<string, string | string[] | undefined>

export default async function ActsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const operator = await requireOperator()
  const { after } = await searchParams
  const cursor = typeof after === 'string' ? after : undefined
  const { acts, nextCursor } = await listActs(operator, { cursor })
  return (
    <>
      <PageHeader
        title="Acts"
        text="What operators did, to whom and why. Nothing here can be changed or taken out."
        actions={<KeepRead at={Date.now()} />}
      />
      {acts.length === 0 ? (
        <EmptyState
          drawing={<Lamp state="off" size={96} label={null} />}
          title="No operator has done anything yet."
          text="Whatever you do to a company from its page is written down here, and in its own audit."
        />
      ) : (
        <ActList acts={acts} isAcrossCompanies />
      )}
      <Pagination
        label="Acts"
        previousHref={cursor ? '/admin/acts' : undefined}
        nextHref={nextCursor ? `/admin/acts?after=${encodeURIComponent(nextCursor)}` : undefined}
      />
    </>
  )
}

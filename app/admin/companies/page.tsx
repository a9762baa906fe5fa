import { Search } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { type CompanyPage, type CompanyRow, listCompanies } from '#lib/admin/list-companies.ts'
import { planByKey } from '#lib/billing/plans.ts'
import { money } from '#lib/mail/words.ts'
import { type Standing, standings } from '#lib/wire/me.ts'
import { requireOperator } from '../../_edge/operator.ts'
import { Badge } from '../../_ui/badge.tsx'
import { Button } from '../../_ui/button.tsx'
import { ButtonLink } from '../../_ui/button-link.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import { PageHeader } from '../../_ui/page-header.tsx'
import { RelativeTime } from '../../_ui/relative-time.tsx'
import { TextInput } from '../../_ui/text-input.tsx'
import { KeepRead } from '../_parts/keep-read.tsx'
import { standingNames, standingOf, standingTones } from '../_parts/words.ts'

export const metadata: Metadata = { title: 'Companies' }

type Query = Record<string, string | string[] | undefined>

export default async function CompaniesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const operator = await requireOperator()
  const query = await searchParams
  const search = textOf(query.q).slice(0, 200)
  const standing = standingOf(textOf(query.standing))
  const page = Math.min(Math.max(Math.trunc(Number(textOf(query.page))) || 1, 1), 10_000)
  const found = await listCompanies(operator, { search, standing, page })
  return (
    <>
      <PageHeader title="Companies" text={counted(found.total)} actions={<KeepRead at={Date.now()} />} />
      <form action="/admin/companies" className="flex gap-2">
        <TextInput
          type="search"
          name="q"
          defaultValue={search}
          aria-label="Search companies"
          placeholder="Name, e-mail address, id, or id at Stripe"
          className="min-w-0 flex-1 basis-40"
        />
        {standing && <input type="hidden" name="standing" value={standing} />}
        <Button type="submit">
          <Search aria-hidden="true" size={16} strokeWidth={1.5} />
          Search
        </Button>
      </form>
      <Filters search={search} standing={standing} />
      {found.companies.length === 0 ? (
        <EmptyState
          drawing={<Lamp state="off" size={96} label={null} />}
          title="No company is like that."
          text="Take a shorter part of the name, or look at all standings."
          action={<ButtonLink href="/admin/companies">Show all</ButtonLink>}
        />
      ) : (
        <Companies companies={found.companies} />
      )}
      <Pages found={found} search={search} standing={standing} />
    </>
  )
}

const textOf = (value: string | string[] | undefined) =>
  Array.isArray(value) ? (value[0] ?? '') : (value ?? '')
const counted = (count: number) =>
  count === 1 ? 'One company' : `${count.toLocaleString('en-US')} companies`

interface View {
  search: string
  standing: Standing | undefined
}

function addressOf({ search, standing }: View, page = 1): string {
  const query = new URLSearchParams({
    ...(search && { q: search }),
    ...(standing && { standing }),
    ...(page > 1 && { page: String(page) }),
  }).toString()
  return query ? `/admin/companies?${query}` : '/admin/companies'
}

function Filters({ search, standing }: View) {
  const filters = [undefined, ...standings].map((one) => ({
    standing: one,
    name: one ? standingNames[one] : 'All',
  }))
  return (
    <nav aria-label="Standing" className="flex flex-wrap gap-1 py-3">
      {filters.map((filter) => (
        <Link
          key={filter.name}
          href={addressOf({ search, standing: filter.standing })}
          aria-current={filter.standing === standing ? 'page' : undefined}
          className="flex h-7 items-center rounded-md px-2 text-muted text-sm hover:bg-sunken hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-ink max-sm:h-11 max-sm:px-3"
        >
          {filter.name}
        </Link>
      ))}
    </nav>
  )
}

function Companies({ companies }: { companies: CompanyRow[] }) {
  return (
    <ul className="border-line border-t">
      {companies.map((company) => (
        <li key={company.id}>
          <Link
            href={`/admin/companies/${company.id}`}
            prefetch={false}
            className="-mx-2 flex min-h-9 items-center gap-x-4 rounded-md border-line border-b px-2 py-2 hover:bg-sunken focus-visible:-outline-offset-2"
          >
            <span className="min-w-0 flex-1">
              <span dir="auto" className="block truncate font-medium">
                {company.name}
              </span>
              <span className="block truncate text-muted text-sm">{company.ownerEmail ?? 'Nobody'}</span>
            </span>
            <span className="w-28 text-muted text-sm max-sm:hidden">
              {company.employees} {company.employees === 1 ? 'employee' : 'employees'}
            </span>
            <span className="flex shrink-0 items-center gap-x-4 gap-y-1 max-sm:flex-col-reverse max-sm:items-end">
              <span className="w-20 text-muted text-sm max-sm:hidden">{planNameOf(company)}</span>
              <span className="figures w-24 text-right text-sm">
                {company.amountCents > 0 ? (
                  money(company.amountCents, company.currency)
                ) : (
                  <span className="text-muted">–</span>
                )}
              </span>
              <span className="flex w-24 justify-end">
                <Badge tone={standingTones[company.standing]}>{standingNames[company.standing]}</Badge>
              </span>
            </span>
            <span className="w-24 text-right text-muted text-sm max-sm:hidden">
              <RelativeTime at={company.foundedAt.getTime()} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

const planNameOf = ({ planKey }: CompanyRow) => planByKey(planKey ?? '')?.name ?? 'No plan'

function Pages({ found, ...view }: View & { found: CompanyPage }) {
  const { page, pages } = found
  if (pages === 1) return null
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-2 py-4">
      {page > 1 ? <ButtonLink href={addressOf(view, page - 1)}>Newer</ButtonLink> : <span />}
      <span className="figures text-muted text-sm">
        {page} of {pages}
      </span>
      {page < pages ? <ButtonLink href={addressOf(view, page + 1)}>Older</ButtonLink> : <span />}
    </nav>
  )
}

// What is said of the sites of the web that an employee may open or asked for. Pure.
import type { SiteList } from '#lib/wire/site.ts'

export type SiteRule = SiteList['rules'][number]
export type SiteRequest = SiteList['requests'][number]

/** "example.org", "example.org and all below it", "every public site". */
export function siteInWords(site: string): string {
  if (site === '*') return 'Every public site'
  return site.startsWith('*.') ? `${site.slice(2)} and all below it` : site
}

/** For whom a rule was made, and by whom. */
export function originInWords({ scope, decidedBy }: SiteRule, name: string): string {
  if (scope === 'role') return 'Comes with the role'
  const forWhom = scope === 'company' ? 'For everyone' : `For ${name}`
  return decidedBy ? `${forWhom}, by ${decidedBy}` : forWhom
}

export function timesInWords(times: number): string {
  if (times === 1) return 'once'
  return times === 2 ? 'twice' : `${times.toLocaleString('en')} times`
}

/** Why a request was refused although allowing it would not help; undefined where it would. */
export function hopelessInWords(why: SiteRequest['why']): string | undefined {
  switch (why) {
    case 'not_allowed':
      return undefined
    case 'private_address':
      return 'It leads into a private network, where desks never go.'
    case 'no_such_host':
      return 'There is no site of this name.'
    case 'bad_request':
      return 'That was no request for a website.'
  }
}

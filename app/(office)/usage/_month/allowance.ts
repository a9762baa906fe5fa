// One cap as the page shows it, and what is to be said of it. Pure.
import type { Allowance } from '#lib/allowance/read-allowances.ts'
import { money, roughMoney } from '../_words/figures.ts'

/** A cap under the name people know it by. */
export type NamedAllowance = Pick<
  Allowance,
  'scope' | 'id' | 'capMicros' | 'spentMicros' | 'reservedMicros'
> & {
  name: string
}

type Sums = Pick<Allowance, 'capMicros' | 'spentMicros' | 'reservedMicros'>

/** Shares of the bar, in per cent: together never more than all of it. */
export function sharesOf({ capMicros, spentMicros, reservedMicros }: Sums): {
  spent: number
  reserved: number
} {
  if (capMicros === 0) return { spent: 100, reserved: 0 }
  const share = (micros: number) => Math.min((micros / capMicros) * 100, 100)
  const spent = share(spentMicros)
  return { spent, reserved: Math.min(share(reservedMicros), 100 - spent) }
}

const isUsedUp = ({ capMicros, spentMicros }: Sums) => spentMicros >= capMicros

const nearlyShare = 0.8

export function stateOf(allowance: Sums): 'fine' | 'nearly' | 'used-up' {
  const { capMicros, spentMicros } = allowance
  if (isUsedUp(allowance)) return 'used-up'
  return spentMicros >= capMicros * nearlyShare ? 'nearly' : 'fine'
}

/** "$12.40 of $48.00, $0.60 held for calls under way" */
export function allowanceInWords({ capMicros, spentMicros, reservedMicros }: Sums): string {
  const spent = `${money(spentMicros)} of ${roughMoney(capMicros)}`
  return reservedMicros === 0 ? spent : `${spent}, ${money(reservedMicros)} held for calls under way`
}

/** Those that are nearest to their end first. */
export function byUrgency(allowances: readonly NamedAllowance[]): NamedAllowance[] {
  const used = ({ capMicros, spentMicros }: Sums) => (capMicros === 0 ? 1 : spentMicros / capMicros)
  return allowances.toSorted((one, other) => used(other) - used(one) || one.name.localeCompare(other.name))
}

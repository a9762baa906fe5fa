// What was used, for tests: nothing, or by two employees over three days.
import type { Allowances } from '#lib/allowance/read-allowances.ts'
import { exampleUsage } from '#lib/wire/examples/usage.ts'
import type { Usage, UsageDay, UsageFigures } from '#lib/wire/usage.ts'

export const adaId = '00000000-0000-4000-8000-0000000000ad'
export const graceId = '00000000-0000-4000-8000-0000000000ac'

export const figuresOf = (costMicros: number, more: Partial<UsageFigures> = {}): UsageFigures => ({
  calls: 2,
  practiceCalls: 0,
  inputTokens: 1200,
  outputTokens: 300,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  costMicros,
  practiceMicros: 0,
  ...more,
})

export function aDay(day: string, employees: Record<string, number>): UsageDay {
  const shares = Object.entries(employees).map(([key, costMicros]) => ({ key, costMicros, calls: 1 }))
  const costMicros = shares.reduce((sum, one) => sum + one.costMicros, 0)
  const all = [{ key: 'task', costMicros, calls: 1 }]
  return { day, ...figuresOf(costMicros), employees: shares, models: [], kinds: all }
}

export function aUsage(facts: Partial<Usage> = {}): Usage {
  return {
    ...exampleUsage,
    from: '2026-11-01',
    to: '2026-11-03',
    total: figuresOf(3_500_000, { calls: 4 }),
    days: [
      aDay('2026-11-01', { [adaId]: 2_000_000, company: 500_000 }),
      aDay('2026-11-02', {}),
      aDay('2026-11-03', { [adaId]: 1_000_000 }),
    ],
    employees: [
      { employeeId: adaId, name: 'Ada', hasLeft: false, ...figuresOf(3_000_000) },
      { employeeId: null, name: '', hasLeft: false, ...figuresOf(500_000) },
    ],
    ...facts,
  }
}

const sums = { spentMicros: 3_500_000, reservedMicros: 0, counts: 'month', isOwn: false } as const

export function someAllowances(company: Partial<Allowances['company']> = {}): Allowances {
  return {
    company: {
      ...sums,
      scope: 'company',
      id: '00000000-0000-4000-8000-0000000000c0',
      capMicros: 48_000_000,
      ceilingMicros: 48_000_000,
      ...company,
    },
    employees: [
      { ...sums, scope: 'employee', id: adaId, name: 'Ada', hasLeft: false, capMicros: 24_000_000 },
      {
        ...sums,
        scope: 'employee',
        id: graceId,
        name: 'Grace',
        hasLeft: false,
        capMicros: 4_000_000,
        reservedMicros: 100_000,
      },
    ],
    tasks: [],
  }
}

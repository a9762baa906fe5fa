import { describe, expect, it } from 'vitest'
import { planByKey, plans, trialDays } from './plans.ts'

const microsPerCent = 10_000

describe('plans', () => {
  it('have a key and a name of their own', () => {
    expect(new Set(plans.map((plan) => plan.key)).size).toBe(plans.length)
    expect(new Set(plans.map((plan) => plan.name)).size).toBe(plans.length)
  })

  it('never include more model cost than they charge', () => {
    for (const plan of plans) {
      expect(plan.monthlyAllowanceMicros).toBeGreaterThan(0)
      expect(plan.monthlyAllowanceMicros).toBeLessThan(plan.priceCentsPerEmployeeMonth * microsPerCent)
    }
  })

  it('give more for more money, from the first to the last', () => {
    for (const [index, plan] of plans.entries()) {
      const cheaper = plans[index - 1]
      if (!cheaper) continue
      expect(plan.priceCentsPerEmployeeMonth).toBeGreaterThan(cheaper.priceCentsPerEmployeeMonth)
      expect(plan.maxEmployees).toBeGreaterThan(cheaper.maxEmployees)
      expect(plan.maxMembers).toBeGreaterThan(cheaper.maxMembers)
      expect(plan.monthlyAllowanceMicros).toBeGreaterThan(cheaper.monthlyAllowanceMicros)
    }
  })

  it('use whole units, since money and people are counted', () => {
    for (const plan of plans) {
      const figures = [
        plan.priceCentsPerEmployeeMonth,
        plan.maxEmployees,
        plan.maxMembers,
        plan.monthlyAllowanceMicros,
        plan.trialEmployees,
        trialDays,
      ]
      for (const figure of figures) {
        expect(Number.isSafeInteger(figure)).toBe(true)
        expect(figure).toBeGreaterThan(0)
      }
    }
  })

  it('recommend exactly one', () => {
    expect(plans.filter((plan) => plan.highlighted)).toHaveLength(1)
  })

  it('are found by key, and an unknown key finds nothing', () => {
    for (const plan of plans) expect(planByKey(plan.key)).toBe(plan)
    expect(planByKey('enterprise')).toBeUndefined()
    expect(planByKey('__proto__')).toBeUndefined()
  })
})

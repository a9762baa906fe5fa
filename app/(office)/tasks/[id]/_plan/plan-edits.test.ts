import { describe, expect, it } from 'vitest'
import { aStep } from '../_testing/task.ts'
import { changedStep, inOrder, mayWaitFor, totalOf, withoutStep, withStep } from './plan-edits.ts'

const [write, look, publish] = [
  aStep({ key: 'write', estimateMinutes: 10, estimateMicros: 10 }),
  aStep({ key: 'look', dependsOn: ['write'], estimateMinutes: 5, estimateMicros: 20 }),
  aStep({ key: 'publish', dependsOn: ['look'], estimateMinutes: 1, estimateMicros: null }),
]
const steps = [write, look, publish]
const keys = (all: readonly { key: string }[]) => all.map(({ key }) => key)

describe('the steps of a plan', () => {
  it('close the gap when one goes: what waited for it waits for what it waited for', () => {
    const left = withoutStep(steps, 'look')
    expect(keys(left)).toEqual(['write', 'publish'])
    expect(left[1]?.dependsOn).toEqual(['write'])
  })

  it('get a new one with a key nobody has', () => {
    const more = withStep(withStep([aStep({ key: 'step-2' })]))
    expect(new Set(keys(more)).size).toBe(3)
  })

  it('change alone', () => {
    const changed = changedStep(steps, 'look', { title: 'Look twice' })
    expect(changed.map(({ title }) => title)).toEqual([write.title, 'Look twice', publish.title])
  })

  it('never wait for themselves in a circle', () => {
    expect(keys(mayWaitFor(steps, 'write'))).toEqual([])
    expect(keys(mayWaitFor(steps, 'publish'))).toEqual(['write', 'look'])
  })

  it('stand after what they wait for, and end even when they wait in a circle', () => {
    expect(keys(inOrder([publish, look, write]))).toEqual(['write', 'look', 'publish'])
    const circle = [aStep({ key: 'a', dependsOn: ['b'] }), aStep({ key: 'b', dependsOn: ['a'] })]
    expect(keys(inOrder(circle)).sort()).toEqual(['a', 'b'])
  })

  it('add up: all the money, and the time of the longest way through', () => {
    const beside = aStep({ key: 'beside', estimateMinutes: 12, estimateMicros: null })
    expect(totalOf([...steps, beside])).toEqual({ micros: 30, minutes: 16 })
    expect(totalOf([aStep({ estimateMicros: null, estimateMinutes: null })])).toEqual({
      micros: null,
      minutes: null,
    })
  })
})

import { describe, expect, it } from 'vitest'
import { exampleTemplate } from '#lib/wire/examples/recurring.ts'
import { createTaskInput } from '#lib/wire/task.ts'
import { templateSpec } from '#lib/wire/template.ts'
import { emptyTask, inputOf, isEmpty, type NewTask, specOf, writtenFrom } from './new-task.ts'

const written: NewTask = {
  ...emptyTask,
  title: '  Paint the fence ',
  values: { ...emptyTask.values, labels: 'house, garden', allowance: '2.50', requires: 'Docker' },
}

describe('what was written', () => {
  it('is what the API takes', () => {
    const { input } = inputOf(written)
    expect(createTaskInput.parse(input)).toMatchObject({
      title: 'Paint the fence',
      labels: ['house', 'garden'],
      requires: ['docker'],
      allowanceMicros: 2_500_000,
      plan: 'auto',
    })
  })

  it('says at which field something is missing or no amount', () => {
    expect(inputOf(emptyTask).problems).toHaveProperty('title')
    const values = { ...written.values, allowance: 'plenty' }
    expect(inputOf({ ...written, values }).problems).toHaveProperty('allowanceMicros')
  })

  it('is empty without words', () => {
    expect(isEmpty({ ...emptyTask, title: ' ' })).toBe(true)
    expect(isEmpty(written)).toBe(false)
  })
})

describe('a template', () => {
  it('comes back from the form as it went in', () => {
    const { input } = inputOf(writtenFrom(exampleTemplate.spec))
    expect(input && templateSpec.parse(specOf(input))).toEqual(exampleTemplate.spec)
  })
})

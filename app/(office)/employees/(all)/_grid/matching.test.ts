import { describe, expect, it } from 'vitest'
import { exampleEmployee as ada } from '#lib/wire/examples.ts'
import { matching } from './matching.ts'

const names = ['Zoë Ångström', 'مريم', 'Marie']
const people = names.map((name, index) => ({
  ...ada,
  id: `${index}`,
  name,
  roleKey: index === 2 ? 'qa-tester' : 'bookkeeper',
}))
const found = (search: string) =>
  matching(people, search, { 'qa-tester': 'QA tester', bookkeeper: 'Bookkeeper' }).map((one) => one.name)

describe('searching employees', () => {
  it('finds by name without minding case and accents', () => {
    expect(found('zoe ang')).toEqual(['Zoë Ångström'])
    expect(found('مريم')).toEqual(['مريم'])
  })

  it('finds by role and state, every word of it', () => {
    expect(found('qa ready')).toEqual(['Marie'])
    expect(found('bookkeeper paused')).toEqual([])
  })

  it('shows everybody when nothing is looked for', () => {
    expect(found('  ')).toEqual(names)
  })
})

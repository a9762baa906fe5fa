import { describe, expect, it } from 'vitest'
import { label, namesOf } from './names.ts'

const names = namesOf('host-of-acme')

describe('the names of things in Docker', () => {
  it('are the same each time, and another installation’s are others', () => {
    expect(namesOf('host-of-acme').container('ada')).toBe(names.container('ada'))
    expect(namesOf('host-of-bolt').container('ada')).not.toBe(names.container('ada'))
    expect(names.container('ada')).toMatch(/^deskhand-[0-9a-f]{10}-desk-ada$/)
  })

  it('never meet', () => {
    const all = [
      names.gatehouse,
      names.outside,
      names.container('x'),
      names.home('x'),
      names.network('x'),
      names.errand('x'),
    ]
    expect(new Set(all).size).toBe(all.length)
  })

  it('prove nothing without labels', () => {
    expect(names.isOurs(names.labels('desk', 'ada'), 'desk', 'ada')).toBe(true)
    expect(names.isOurs(names.labels('desk', 'ada'), 'desk')).toBe(true)
    expect(names.isOurs(names.labels('desk', 'bob'), 'desk', 'ada')).toBe(false)
    expect(names.isOurs(names.labels('home', 'ada'), 'desk', 'ada')).toBe(false)
    expect(
      names.isOurs({ ...names.labels('desk', 'ada'), [label.installation]: 'other' }, 'desk', 'ada'),
    ).toBe(false)
    expect(names.isOurs(undefined, 'desk', 'ada')).toBe(false)
    expect(names.isOurs(null, 'desk', 'ada')).toBe(false)
  })
})

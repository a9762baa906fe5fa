import { expect, it } from 'vitest'
import { fillPlaceholders } from './fill-placeholders.ts'

const values = {
  employee_name: 'Ada',
  tone: '$& $1 {{employee_name}}',
  company_name: '{{tone}}',
  company_about: 'a bakery',
  role_name: 'Researcher',
}

it('fills every place', () => {
  expect(fillPlaceholders('{{employee_name}}, {{role_name}}, {{employee_name}}', values)).toBe(
    'Ada, Researcher, Ada',
  )
})

it('never reads again what it filled in', () => {
  expect(fillPlaceholders('{{company_name}} {{tone}}', values)).toBe('{{tone}} $& $1 {{employee_name}}')
})

it.each(['{{name}}', '{{ tone }}', '{{}}', '{{constructor}}', '{{Tone}}'])('refuses %s', (markdown) => {
  expect(() => fillPlaceholders(markdown, values)).toThrow('no place that can be filled')
})

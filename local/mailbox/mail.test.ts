import { expect, it } from 'vitest'
import { codeOf } from './mail.ts'

it('finds the code that a mail shows', () => {
  expect(codeOf('Type 488910 here.', '')).toBe('488910')
  expect(codeOf('', '<p style="color:#141312">Or type <b>488910</b></p>')).toBe('488910')
})

it('takes neither a colour nor a piece of an address for one', () => {
  expect(codeOf('', '<style>.page{background:#141312}</style><p>Welcome</p>')).toBeNull()
  expect(codeOf('See https://example.com/488910', '')).toBeNull()
  expect(codeOf('Invoice 4889101', '')).toBeNull()
})

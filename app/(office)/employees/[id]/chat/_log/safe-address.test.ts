import { expect, it } from 'vitest'
import { safeAddress } from './safe-address.ts'

it.each(['https://example.com/a?b#c', 'http://example.com', 'mailto:a@b.example', 'tel:+431', '#note'])(
  'lets %s pass',
  (address) => expect(safeAddress(address)).toBe(address),
)

it.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://example.com/x',
  '/settings',
  '//example.com',
  '',
])('leads nowhere for %j', (address) => expect(safeAddress(address)).toBeUndefined())

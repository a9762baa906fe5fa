import { expect, it } from 'vitest'
import { openLog } from './log.ts'

it('takes secrets out, wherever they stand', () => {
  const lines: string[] = []
  const log = openLog('info', { write: (line) => void lines.push(line) })
  log.info(
    {
      token: 'hush',
      request: { headers: { authorization: 'Bearer hush' } },
      spec: { ANTHROPIC_API_KEY: 'hush' },
    },
    'Said',
  )
  expect(lines.join()).toContain('[secret]')
  expect(lines.join()).not.toContain('hush')
})

// What happens to every page before it is rendered.
import { NextRequest } from 'next/server.js'
import { describe, expect, it } from 'vitest'
import { proxy } from '../../proxy.ts'

const ask = (path: string) => proxy(new NextRequest(new URL(path, 'http://deskhand.test')))
const nonceOf = (policy: string | null) => /'nonce-([\w]+)'/.exec(policy ?? '')?.[1]

describe('a page', () => {
  it('gets a policy with a nonce of its own, which Next reads from the request', async () => {
    const answers = await Promise.all([ask('/'), ask('/')])
    const nonces = answers.map(({ headers }) => nonceOf(headers.get('content-security-policy')))
    expect(new Set(nonces).size).toBe(2)
    for (const { headers } of answers) {
      expect(headers.get('x-middleware-request-content-security-policy')).toBe(
        headers.get('content-security-policy'),
      )
    }
  })
})

describe('an address with half an escape in it', () => {
  it.each(['/api/v1/employees/%E0%A4%A', '/portrait/%', '/%zz'])(
    'is refused with a problem: %s',
    async (path) => {
      const response = await ask(path)
      expect(response.status).toBe(400)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(await response.json()).toMatchObject({ status: 400, code: 'invalid' })
    },
  )

  it('is let through when it is whole', async () => {
    expect((await ask('/api/v1/employees/%20')).headers.get('x-middleware-next')).toBe('1')
  })
})

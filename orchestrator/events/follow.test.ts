import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { openReader } from './follow.ts'

test('a beat is an event that browsers hear, and moves nobody on', async () => {
  const follower = { companyId: 'c', userId: 'u', apiKeyId: null }
  const server = createServer((_, response) => {
    const reader = openReader(response, follower, 7)
    reader.beat()
    reader.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const answer = await fetch(`http://127.0.0.1:${port}/`)
  expect(await answer.text()).toBe('retry: 1000\n\nevent: beat\ndata: {}\n\n')
  server.close()
})

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ada, bob, type Gate, openGate, readAll, readUntil, say } from './testing/gate.ts'

let gate: Gate
let isThere = true

beforeAll(async () => {
  gate = await openGate()
  await gate.standModel((socket) => (isThere ? void socket.pipe(socket) : socket.destroy()))
})
afterAll(() => gate.close())
beforeEach(async () => {
  isThere = true
  await gate.setDesks(ada, bob)
})

it('carries what a desk says to the model and back', async () => {
  for (const desk of [ada, bob]) {
    const socket = gate.from(desk, 'model')
    socket.write('how are you?')
    expect(await readUntil(socket, '?')).toBe('how are you?')
  }
})

it('passes an end on, and what was said before it', async () => {
  const socket = gate.from(ada, 'model')
  socket.end('the last word')
  expect(await readAll(socket)).toBe('the last word')
})

it('is shut to whoever is no desk, and to every desk before a snapshot', async () => {
  expect(await say(gate.from({ ...ada, deskAddress: '127.0.10.7' }, 'model'), 'x')).toBe('')
  expect(await say(gate.from(ada, 'model', bob.legAddress), 'x')).toBe('')
  await gate.setDesks()
  expect(await say(gate.from(ada, 'model'), 'x')).toBe('')
})

it('ends when the model does', async () => {
  isThere = false
  expect(await say(gate.from(ada, 'model'), 'x')).toBe('')
})

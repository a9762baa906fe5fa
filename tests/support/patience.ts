// Waiting ends with the condition; how long it may take at most is a matter of the machine, and a second is little on a busy one.
import { expect, vi } from 'vitest'

const patientMs = 20_000
const waitFor = vi.waitFor
const poll = expect.poll

vi.waitFor = (condition, options) => waitFor(condition, options ?? { timeout: patientMs })
expect.poll = (look, options) => poll(look, { timeout: patientMs, ...options })

// Waiting ends with the condition; how long it may take at most is a matter of the machine, and a second is little on a busy one.
import { vi } from 'vitest'

const patientMs = 20_000
const waitFor = vi.waitFor

vi.waitFor = (condition, options) => waitFor(condition, options ?? { timeout: patientMs })

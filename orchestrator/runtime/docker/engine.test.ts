import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isConflict, isMissing, isOlder, openEngine, orMissing, requireEngine } from './engine.ts'

const answered = (statusCode: number) => Object.assign(new Error('answered'), { statusCode })

describe('an engine that does not answer', () => {
  it('is told with the place where it was looked for, and with what to do', async () => {
    const nowhere = join(tmpdir(), 'no-engine-here.sock')
    const refusal = await requireEngine(openEngine(nowhere)).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'unavailable' })
    expect(String(refusal)).toContain(nowhere)
    expect(String(refusal)).toContain('DOCKER_HOST')
  })
})

describe('an answer of the engine', () => {
  it('"there is none" is the only one that means missing', async () => {
    expect(isMissing(answered(404))).toBe(true)
    expect(isMissing(answered(500))).toBe(false)
    expect(isMissing(new Error('socket hang up'))).toBe(false)
    expect(await orMissing(Promise.reject(answered(404)))).toBeUndefined()
    await expect(orMissing(Promise.reject(new Error('socket hang up')))).rejects.toThrow('hang up')
  })
  it('"there is one already" is a conflict', () => expect(isConflict(answered(409))).toBe(true))
})

it.each([
  ['1.40', true],
  ['1.9', true],
  ['1.41', false],
  ['1.50', false],
  ['2.0', false],
])('API %s is too old: %s', (version, expected) => expect(isOlder(version, '1.41')).toBe(expected))

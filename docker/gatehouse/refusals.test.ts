import { describe, expect, it } from 'vitest'
import { createRefusals, type Refusal } from './refusals.ts'

function listening() {
  const clock = { now: 1_000_000 }
  const refusals = createRefusals(() => clock.now)
  const heard: Refusal[] = []
  return { clock, refusals, heard, stop: refusals.listen((refusal) => heard.push(refusal)) }
}
const asked = { deskId: 'ada', host: 'example.org', port: 443, why: 'not_allowed' } as const

describe('a refusal', () => {
  it('is told with its time', () => {
    const { refusals, heard } = listening()
    refusals.tell(asked)
    expect(heard).toEqual([{ ...asked, at: new Date(1_000_000).toISOString() }])
  })

  it('is told again after a while, not at once', () => {
    const { clock, refusals, heard } = listening()
    refusals.tell(asked)
    clock.now += 9_999
    refusals.tell(asked)
    expect(heard).toHaveLength(1)
    clock.now += 1
    refusals.tell(asked)
    expect(heard).toHaveLength(2)
  })

  it('is another one for another desk, host or port', () => {
    const { refusals, heard } = listening()
    for (const other of [{}, { deskId: 'bob' }, { host: 'example.com' }, { port: 80 }])
      refusals.tell({ ...asked, ...other })
    expect(heard).toHaveLength(4)
  })

  it('is one of few, however many names a desk tries, and a neighbour is still heard', () => {
    const { clock, refusals, heard } = listening()
    for (let n = 0; n < 10_000; n++) refusals.tell({ ...asked, host: `${n}.example` })
    expect(heard).toHaveLength(30)
    refusals.tell({ ...asked, deskId: 'bob' })
    expect(heard).toHaveLength(31)
    clock.now += 10_000
    refusals.tell(asked)
    expect(heard).toHaveLength(32)
  })

  it('waits for a listener, once', () => {
    const refusals = createRefusals()
    refusals.tell(asked)
    const heard: Refusal[][] = [[], []]
    for (const ears of heard) refusals.listen((refusal) => ears.push(refusal))
    expect(heard.map(({ length }) => length)).toEqual([1, 0])
  })

  it('is not told to whoever stopped listening', () => {
    const { refusals, heard, stop } = listening()
    stop()
    refusals.tell(asked)
    expect(heard).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { unwrittenTail } from './unwritten-tail.ts'

describe('what a running text says beyond what is written', () => {
  it.each([
    ['nothing is written', 'One. Two', [], 'One. Two'],
    ['all is written', 'One.', ['One.'], ''],
    ['a segment is written', 'One.\n\nTwo', ['One.'], 'Two'],
    ['the written segment lost its tail', 'On\n\nTwo', ['One.'], 'Two'],
    ['the written segment is missing', 'Two', ['One.'], 'Two'],
    ['segments have paragraphs', 'A\n\nB\n\nC\n\nD', ['A\n\nB b', 'C c'], 'D'],
    ['the same words come again', 'Go.\n\nGo.', ['Go.'], 'Go.'],
  ])('%s', (_when, running, written, tail) => expect(unwrittenTail(running, written)).toBe(tail))
})

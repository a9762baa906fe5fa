import { expect, it } from 'vitest'
import type { TimelineEntry } from '#lib/wire/timeline.ts'
import { withLines } from '../_state/use-stream.ts'
import { activityRows } from '../_talk/activity-rows.ts'
import { logLinesOf } from './log-lines.ts'
import { toolCallsOf } from './tool-calls.ts'

const at = '2026-11-02T08:55:00.000Z'
const actor = { kind: 'employee' as const, id: null, name: 'Ada' }
const tool = (id: number, callId: string, phase: 'started' | 'ended', isError = false): TimelineEntry => ({
  id,
  runId: 'run',
  actor,
  at,
  kind: 'tool',
  data: {
    callId,
    name: 'exec',
    phase,
    summary: phase === 'started' ? `do ${callId}` : '',
    isError,
    durationMs: 20,
  },
})
const made: TimelineEntry = { id: 9, runId: null, actor, at, kind: 'created', data: {} }

it('what was started and what came of it are one tool call', () => {
  const calls = toolCallsOf([tool(1, 'a', 'started'), tool(2, 'b', 'started'), tool(3, 'a', 'ended', true)])
  expect(calls.map(({ summary, state }) => `${summary}: ${state}`)).toEqual(['do a: failed', 'do b: running'])
})

it('tool calls that follow each other are one row', () => {
  const rows = activityRows(
    [made, tool(10, 'a', 'started'), tool(11, 'a', 'ended'), { ...made, id: 12 }],
    false,
  )
  expect(rows.map(({ kind }) => kind)).toEqual(['entry', 'tools', 'entry'])
})

it('the log is in the order it was printed, of one run, without colours', () => {
  const piece = (id: number, runId: string, firstLine: number, ...lines: string[]) => ({
    id,
    runId,
    firstLine,
    lines,
    at,
  })
  const pieces = [
    piece(2, 'run', 2, 'third'),
    piece(1, 'run', 0, '\u001b[32mfirst\u001b[0m', 'second'),
    piece(3, 'x', 0, 'no'),
  ]
  expect(logLinesOf(pieces, 'run')).toEqual(['first', 'second', 'third'])
})

it('lines that come twice or late stand once, in their place', () => {
  const line = (id: number) => ({ id })
  const before = [line(1), line(3)]
  expect(withLines(before, [line(3), line(2)]).map(({ id }) => id)).toEqual([1, 2, 3])
  expect(withLines(before, [line(1)])).toBe(before)
})

// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sent, shown } from '#tests/support/page.tsx'
import { callOf } from '../_testing/message.ts'
import { ToolCard } from './tool-card.tsx'

const startedAt = '2026-11-20T10:00:00.000Z'
const endedAt = '2026-11-20T10:00:07.000Z'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-20T10:00:03.000Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

const heard = (facts: Parameters<typeof callOf>[2]) =>
  sent(<ToolCard call={callOf('a', 0, { startedAt, endedAt, ...facts })} />).root.querySelector('summary')
    ?.textContent

function opened(facts: Parameters<typeof callOf>[2]) {
  const page = shown(<ToolCard call={callOf('a', 0, { startedAt, endedAt, ...facts })} />)
  open(page.root)
  return page
}

function open(root: HTMLElement) {
  const details = root.querySelector('details')
  if (!details) throw new Error('There is no card')
  details.open = true
  fireEvent(details, new Event('toggle'))
}

describe('the line of a tool call', () => {
  it.each([
    ['exec', { command: 'ls -la' }, 'Running a command', 'Ran a command', 'ls -la'],
    ['bash', { cmd: 'pwd' }, 'Running a command', 'Ran a command', 'pwd'],
    ['process', { action: 'poll' }, 'Watching a command', 'Watched a command', 'poll'],
    ['read', { path: 'notes.md' }, 'Reading a file', 'Read a file', 'notes.md'],
    ['write', { file_path: 'a.csv' }, 'Writing a file', 'Wrote a file', 'a.csv'],
    ['edit', { filePath: 'b.ts' }, 'Changing a file', 'Changed a file', 'b.ts'],
    ['apply_patch', { file: 'c.ts' }, 'Changing files', 'Changed files', 'c.ts'],
    ['web_search', { query: 'desk lamps' }, 'Searching the web', 'Searched the web', 'desk lamps'],
    ['web_fetch', { url: 'https://a.example' }, 'Reading a page', 'Read a page', 'https://a.example'],
    [
      'browser',
      { action: 'open', url: 'https://b.example' },
      'Using the browser',
      'Used the browser',
      'https://b.example',
    ],
    ['memory_search', { query: 'birthday' }, 'Searching memory', 'Searched memory', 'birthday'],
    ['memory_get', { path: 'MEMORY.md' }, 'Remembering', 'Remembered', 'MEMORY.md'],
    ['image', { image: 'a.png' }, 'Looking at a picture', 'Looked at a picture', 'a.png'],
    ['cron', { action: 'add' }, 'Planning a reminder', 'Planned a reminder', 'add'],
    ['message', { to: 'Grace' }, 'Sending a message', 'Sent a message', 'Grace'],
    ['send_invoice', { to: 'Contoso' }, 'Using send invoice', 'Used send invoice', 'Contoso'],
  ])('%s says what is done, and to what', (name, given, running, done, argument) => {
    const call = { name, arguments: given }
    expect(heard({ ...call, status: 'running', endedAt: null })).toBe(`${running}, under way${argument}3 s`)
    expect(heard({ ...call, status: 'done' })).toBe(`${done}, done${argument}7 s`)
    expect(heard({ ...call, status: 'error' })).toBe(`${done}, failed${argument}7 s`)
    expect(heard({ ...call, status: 'interrupted' })).toBe(`${done}, interrupted${argument}interrupted`)
  })

  it('counts the seconds of one that runs', async () => {
    const { root } = shown(
      <ToolCard call={callOf('a', 0, { startedAt, endedAt: null, status: 'running' })} />,
    )
    expect(root.textContent).toContain('3 s')
    await act(() => vi.advanceTimersByTimeAsync(4000))
    expect(root.textContent).toContain('7 s')
  })

  it('shows the whole argument to those who point at it', () => {
    const { getByTitle } = sent(<ToolCard call={callOf('a', 0, { arguments: { command: 'cat  a\n b' } })} />)
    expect(getByTitle('cat a b')).toBeTruthy()
  })

  it.each([
    ['running', 'animate-breathe'],
    ['done', 'text-good'],
    ['error', 'text-bad'],
  ] as const)('%s looks like it', (status, look) => {
    expect(sent(<ToolCard call={callOf('a', 0, { status })} />).html).toContain(look)
  })
})

describe('an opened tool call', () => {
  it('is closed at first', () => {
    const { queryByText } = shown(<ToolCard call={callOf('a', 0, { output: 'the output' })} />)
    expect(queryByText('the output')).toBeNull()
  })

  it('shows a command as it was typed, and its output', () => {
    const { getByText, getByRole, root } = opened({
      arguments: { command: 'echo a\necho b' },
      output: 'a\nb',
    })
    expect(getByText('Given')).toBeTruthy()
    expect(getByText('Output')).toBeTruthy()
    expect([...root.querySelectorAll('pre')].map((block) => block.textContent)).toEqual([
      'echo a\necho b',
      'a\nb',
    ])
    expect(getByRole('button', { name: 'Copy: Given' })).toBeTruthy()
    expect(getByRole('button', { name: 'Copy: Output' })).toBeTruthy()
  })

  it('shows other arguments as they were given', () => {
    const given = { command: 'ls', workdir: '/srv' }
    expect(opened({ arguments: given }).root.querySelector('pre')?.textContent).toBe(
      JSON.stringify(given, null, 2),
    )
  })

  it.each([[null], ['text'], [[1, 2]], [{}]])('bears %j as arguments', (given) => {
    expect(opened({ arguments: given }).root.querySelector('pre')?.textContent).toBe(
      JSON.stringify(given, null, 2),
    )
  })

  it('calls the output of a failed call an error', () => {
    const { getByText, queryByText } = opened({ status: 'error', output: 'no such file' })
    expect(getByText('Error').className).toContain('text-bad')
    expect(queryByText('Output')).toBeNull()
    expect(getByText('no such file')).toBeTruthy()
  })

  it.each([
    ['running', 'No output yet.'],
    ['done', 'No output.'],
    ['error', 'No output.'],
  ] as const)('%s without output says: %s', (status, words) => {
    expect(opened({ status, output: '' }).getByText(words)).toBeTruthy()
  })

  it('says when a part of the output was let go', () => {
    const note = 'Only the last part of the output is kept.'
    expect(opened({ output: 'x', outputTruncated: true }).getByText(note)).toBeTruthy()
    expect(opened({ output: 'y' }).getAllByText('y')).toHaveLength(1)
  })

  it('shows what looks like HTML as text', () => {
    const { root } = opened({ output: '<img src=x onerror=alert(1)>' })
    expect(root.querySelector('img')).toBeNull()
  })
})

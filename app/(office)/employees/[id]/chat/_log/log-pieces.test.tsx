// @vitest-environment happy-dom
import { fireEvent, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { exampleEmployee as ada } from '#lib/wire/examples.ts'
import type { Attachment } from '#lib/wire/message.ts'
import { sent, shown } from '#tests/support/page.tsx'
import type { Pending } from '../_state/outbox.ts'
import { answerOf, messageOf } from '../_testing/message.ts'
import { Announcer } from './announcer.tsx'
import { AttachedFiles } from './attached-files.tsx'
import { FirstWords } from './first-words.tsx'
import { MemberMessage } from './member-message.tsx'
import { PendingMessage } from './pending-message.tsx'
import { WaitNote } from './wait-note.tsx'

const steerEmployee = vi.hoisted(() => vi.fn())
vi.mock('../_state/request.ts', async (original) => ({ ...(await original<object>()), steerEmployee }))

const picture: Attachment = { id: 'p1', name: 'desk.png', mediaType: 'image/png', sizeBytes: 3_000_000 }
const paper: Attachment = { id: 'p2', name: 'agenda.pdf', mediaType: 'application/pdf', sizeBytes: 48_213 }

describe('a message of a member', () => {
  const steer = vi.fn()
  const edit = vi.fn()
  const message = (facts = {}, props = {}) =>
    shown(
      <MemberMessage
        message={messageOf('m', 1, { text: 'Hello', ...facts })}
        showsAuthor={false}
        isMine
        timeZone="UTC"
        onEdit={edit}
        steer={steer}
        {...props}
      />,
    )

  it('keeps its lines, and shows signs of markdown and HTML as they were typed', () => {
    const text = '**no**\n  <b>bold</b> & `x`'
    const { root } = message({ text })
    expect(root.querySelector('.whitespace-pre-wrap')?.textContent).toBe(text)
    expect(root.querySelector('b')).toBeNull()
  })

  it.each([
    [true, true, 'You'],
    [true, false, 'Maria'],
  ])('names its writer where several write (shown: %s, mine: %s)', (showsAuthor, isMine, name) => {
    expect(message({}, { showsAuthor, isMine }).getByText(name)).toBeTruthy()
  })

  it('names nobody where one alone writes', () => {
    const { queryByText } = message()
    expect(queryByText('You')).toBeNull()
    expect(queryByText('Maria')).toBeNull()
  })

  it('can be edited by its writer only', () => {
    const { getByRole } = message()
    fireEvent.click(getByRole('button', { name: 'Edit' }))
    expect(edit.mock.calls[0]).toMatchObject([{ id: 'm' }])
  })

  it('cannot be edited by others', () => {
    expect(message({}, { isMine: false }).queryByRole('button', { name: 'Edit' })).toBeNull()
  })

  it.each(['delivered', 'withdrawn'] as const)('that is %s cannot be taken back', (status) => {
    expect(message({ status }).queryByRole('button', { name: 'Take back' })).toBeNull()
  })

  it('can be taken back while it waits, and says why that failed', async () => {
    steer.mockResolvedValueOnce({ ok: false, detail: 'Ada is answering it already.' })
    const { getByRole, findByRole } = message({ status: 'queued' }, { wait: <p>Waits its turn.</p> })
    expect(getByRole('button', { name: 'Take back' })).toBeTruthy()
    fireEvent.click(getByRole('button', { name: 'Take back' }))
    expect((await findByRole('alert')).textContent).toBe('Ada is answering it already.')
    expect(steer.mock.calls[0]).toMatchObject([{ id: 'm' }, 'withdraw'])
  })

  it('says why it waits', () => {
    expect(
      message({ status: 'queued' }, { wait: <p>Waits its turn.</p> }).getByText('Waits its turn.'),
    ).toBeTruthy()
  })

  it('may be files alone', () => {
    const { root, getByRole } = message({ text: '', attachments: [paper] })
    expect(getByRole('list', { name: 'Attached files' })).toBeTruthy()
    expect(root.querySelector('.whitespace-pre-wrap')).toBeNull()
  })

  it('says when it was written, in the time of the reader', () => {
    const at = '2026-11-20T23:30:00.000Z'
    const { root } = message({ createdAt: at }, { timeZone: 'Asia/Kolkata' })
    expect(root.querySelector('time')?.textContent).toBe('05:00')
    expect(root.querySelector('time')?.getAttribute('datetime')).toBe(at)
  })
})

describe('attached files', () => {
  it('shows pictures and offers other files with their size', () => {
    const { getByRole, getAllByRole } = sent(<AttachedFiles attachments={[picture, paper]} />)
    expect(getByRole('img', { name: 'desk.png' }).getAttribute('src')).toBe('/api/v1/attachments/p1')
    expect(getByRole('link', { name: /agenda\.pdf/ }).textContent).toBe('agenda.pdf47 KB')
    expect(getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/api/v1/attachments/p1',
      '/api/v1/attachments/p2',
    ])
  })

  it('takes a name for a name', () => {
    const odd = { ...paper, name: '"><script>alert(1)</script>.pdf' }
    const { root, getByTitle } = sent(<AttachedFiles attachments={[odd]} />)
    expect(root.querySelector('script')).toBeNull()
    expect(getByTitle(odd.name).textContent).toBe(odd.name)
  })
})

describe('a message on its way', () => {
  const pending: Pending = {
    clientKey: 'k',
    text: 'Book a table',
    attachments: [],
    replaces: null,
    at: '2026-11-20T10:00:00.000Z',
    state: 'sending',
    problem: '',
  }
  const again = vi.fn()
  const back = vi.fn()
  const way = (facts: Partial<Pending>) =>
    shown(<PendingMessage pending={{ ...pending, ...facts }} onSendAgain={again} onTakeBack={back} />)

  it('is being sent', () => {
    const { words, queryByRole } = way({})
    expect(words()).toBe('Book a table Sending')
    expect(queryByRole('alert')).toBeNull()
    expect(queryByRole('button')).toBeNull()
  })

  it('was not sent, goes again by itself or at once, or back to the draft', () => {
    const { getByRole } = way({ state: 'unsent', problem: 'There is no connection.' })
    expect(getByRole('alert').textContent).toBe(
      'Not sent. There is no connection. It goes by itself when that is over.',
    )
    fireEvent.click(getByRole('button', { name: 'Try again' }))
    expect(again).toHaveBeenCalledOnce()
    fireEvent.click(getByRole('button', { name: 'Back to the draft' }))
    expect(back.mock.calls[0]).toMatchObject([{ clientKey: 'k', text: 'Book a table' }])
  })

  it('was refused and is not tried in vain', () => {
    const { getByRole, queryByRole } = way({ state: 'refused', problem: 'The message is too long.' })
    expect(getByRole('alert').textContent?.trim()).toBe('Not sent. The message is too long.')
    expect(queryByRole('button', { name: 'Try again' })).toBeNull()
    expect(getByRole('button', { name: 'Back to the draft' })).toBeTruthy()
  })
})

describe('an empty conversation', () => {
  it.each([
    ['friendly', 'Hello, I am Ada. What can I take off your desk?'],
    ['professional', 'Ada. What should be done first?'],
    ['witty', 'Ada here, desk tidy, which will not last. What is first?'],
    ['provocative', 'I am Ada. What has been put off for too long?'],
    ['own', 'I am Ada. What can I do for you?'],
  ] as const)('greets in a %s tone', (toneKey, words) => {
    const employee = { ...ada, toneKey }
    expect(sent(<FirstWords employee={employee} examples={[]} onChoose={vi.fn()} />).words).toBe(words)
  })

  it('offers examples to begin with', () => {
    const choose = vi.fn()
    const { getByRole, getByText } = shown(
      <FirstWords employee={ada} examples={['Plan my week', 'Sort my mail']} onChoose={choose} />,
    )
    expect(getByText('For example:')).toBeTruthy()
    fireEvent.click(getByRole('button', { name: 'Sort my mail' }))
    expect(choose).toHaveBeenCalledExactlyOnceWith('Sort my mail')
  })
})

describe('why a message waits', () => {
  it('is told to those who listen', () => {
    const { getByRole, queryByRole } = sent(<WaitNote wait={{ text: 'Waits.' }} employeeId="e" name="Ada" />)
    expect(getByRole('status').textContent).toBe('Waits.')
    expect(queryByRole('button')).toBeNull()
  })

  it.each([
    ['start', 'Start Ada'],
    ['restart', 'Try to start again'],
  ] as const)('comes with what helps: %s', async (act, name) => {
    steerEmployee.mockResolvedValueOnce({ ok: true, value: null })
    const { getByRole, queryByRole } = shown(
      <WaitNote wait={{ text: 'Paused.', act }} employeeId="e1" name="Ada" />,
    )
    fireEvent.click(getByRole('button', { name }))
    expect(steerEmployee).toHaveBeenCalledExactlyOnceWith('e1', act)
    expect(getByRole('button', { name }).getAttribute('aria-busy')).toBe('true')
    await waitFor(() => expect(getByRole('button', { name }).getAttribute('aria-busy')).toBeNull())
    expect(queryByRole('alert')).toBeNull()
  })

  it('says when that was refused', async () => {
    steerEmployee.mockResolvedValueOnce({ ok: false, detail: 'Slow down a little.' })
    const { getByRole, findByRole } = shown(
      <WaitNote wait={{ text: 'Paused.', act: 'start' }} employeeId="e1" name="Ada" />,
    )
    fireEvent.click(getByRole('button'))
    expect((await findByRole('alert')).textContent).toBe('Slow down a little.')
  })
})

describe('what is read out', () => {
  const growing = (text: string) => [answerOf('a', 2, { status: 'streaming', text })]
  const ended = (facts: Parameters<typeof answerOf>[2]) => [answerOf('a', 2, facts)]
  const said = (facts: Parameters<typeof answerOf>[2]) => {
    const { root, again } = shown(<Announcer messages={growing('Hal')} name="Ada" />)
    expect(root.textContent).toBe('')
    again(<Announcer messages={growing('Half')} name="Ada" />)
    expect(root.textContent).toBe('')
    again(<Announcer messages={ended(facts)} name="Ada" />)
    return root.textContent
  }

  it.each([
    [{ text: 'All done.' }, 'Ada says: All done.'],
    [{ status: 'stopped', text: 'Half' }, 'Ada stopped. Half'],
    [
      { status: 'failed', failure: { code: 'x', text: 'The model is away.', action: 'Try again.' } },
      'Ada could not finish. The model is away. Try again.',
    ],
    [
      { text: '## Plan\n- **one** [page](https://a.example/b)\n```js\nlet a\n```\nend' },
      'Ada says: Plan - one page (code) end',
    ],
  ] as const)('is a whole answer: %j', (facts, words) => {
    expect(said(facts)).toBe(words)
  })

  it('is not without end', () => {
    const words = said({ text: 'word '.repeat(2000) }) ?? ''
    expect(words.length).toBeLessThan(1300)
    expect(words).toMatch(/… The answer goes on\.$/)
  })

  it('is not what was there before', () => {
    expect(shown(<Announcer messages={ended({ text: 'Old news' })} name="Ada" />).root.textContent).toBe('')
  })

  it('waits until the reader is free', () => {
    const { root } = sent(<Announcer messages={[]} name="Ada" />)
    expect(root.firstElementChild?.getAttribute('aria-live')).toBe('polite')
    expect(root.firstElementChild?.getAttribute('aria-atomic')).toBe('true')
  })
})

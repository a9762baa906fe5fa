// @vitest-environment happy-dom
import { act } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sent, shown } from '#tests/support/page.tsx'
import { Avatar } from './avatar.tsx'
import { Badge } from './badge.tsx'
import { Elapsed } from './elapsed.tsx'
import { Kbd } from './kbd.tsx'
import { Lamp } from './lamp.tsx'
import { RelativeTime } from './relative-time.tsx'
import { Skeleton } from './skeleton.tsx'
import { StepList } from './step-list.tsx'
import { Wordmark } from './wordmark.tsx'

const now = Date.parse('2026-11-21T12:00:00.000Z')
const secondsAgo = (seconds: number) => new Date(now - seconds * 1000).toISOString()

beforeEach(() => {
  vi.useFakeTimers({ now })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the lamp', () => {
  const states = ['off', 'warming', 'lit', 'breathing', 'cool', 'red'] as const

  it.each([
    ['off', 'Asleep'],
    ['warming', 'Starting'],
    ['lit', 'Ready'],
    ['breathing', 'Working'],
    ['cool', 'Paused'],
    ['red', 'Needs attention'],
  ] as const)('that is %s is heard as: %s', (state, words) => {
    expect(sent(<Lamp state={state} />).getByRole('img', { name: words })).toBeTruthy()
  })

  it('is silent where words beside it say the same', () => {
    const { queryByRole, root } = sent(<Lamp state="lit" label={null} />)
    expect(queryByRole('img')).toBeNull()
    expect(root.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true')
  })

  it('takes other words', () => {
    expect(
      sent(<Lamp state="red" label="Ada needs you" />).getByRole('img', { name: 'Ada needs you' }),
    ).toBeTruthy()
  })

  it('differs in shape from state to state, not in colour alone', () => {
    const shapes = states
      .filter((state) => state !== 'breathing')
      .map((state) => {
        const { root } = sent(<Lamp state={state} />)
        return [...root.querySelectorAll('path')].map((path) => path.getAttribute('d')).join()
      })
    expect(new Set(shapes).size).toBeGreaterThanOrEqual(4)
    expect(shapes[0]).not.toBe(shapes[2])
  })

  it('moves only while something goes on', () => {
    const moves = states.filter((state) => sent(<Lamp state={state} />).html.includes('animate-'))
    expect(moves).toEqual(['warming', 'breathing'])
  })

  it('has thicker strokes when it is small', () => {
    const strokes = (size: 16 | 96) =>
      sent(<Lamp state="lit" size={size} />).html.match(/stroke-width="([\d.]+)"/)?.[1]
    expect(Number(strokes(16))).toBeGreaterThan(Number(strokes(96)))
  })
})

describe('a portrait', () => {
  it('is silent beside a name and says it where there is none', () => {
    expect(sent(<Avatar seed="ada" />).queryByRole('img')).toBeNull()
    expect(sent(<Avatar seed="ada" name="Ada" />).getByRole('img', { name: 'Ada' })).toBeTruthy()
  })

  it('is drawn by the server, whatever the seed', () => {
    const { root } = sent(<Avatar seed="a/b ?#é" size={56} />)
    const image = root.querySelector('img')
    expect(image?.getAttribute('src')).toBe('/portrait/a%2Fb%20%3F%23%C3%A9')
    expect(image?.getAttribute('width')).toBe('56')
    expect(image?.getAttribute('height')).toBe('56')
  })
})

describe('time that passes', () => {
  it('ticks each second until it has ended', async () => {
    const { root, again } = shown(<Elapsed since={secondsAgo(8)} />)
    expect(root.textContent).toBe('8 s')
    await act(() => vi.advanceTimersByTimeAsync(2000))
    expect(root.textContent).toBe('10 s')
    again(<Elapsed since={secondsAgo(8)} until={new Date(now + 1000).toISOString()} />)
    expect(root.textContent).toBe('9 s')
    await act(() => vi.advanceTimersByTimeAsync(60_000))
    expect(root.textContent).toBe('9 s')
  })

  it('takes milliseconds as well', () => {
    expect(sent(<Elapsed since={now - 65_000} until={now} />).words).toBe('1 min 05 s')
    expect(sent(<Elapsed since={now - 5000} until={null} />).words).toBe('5 s')
  })

  it('costs one timer for the whole page, and none when nobody looks', async () => {
    const { again } = shown(
      <>
        <Elapsed since={secondsAgo(1)} />
        <Elapsed since={secondsAgo(2)} />
        <Elapsed since={secondsAgo(3)} />
      </>,
    )
    expect(vi.getTimerCount()).toBe(1)
    again(null)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a moment', () => {
  it.each([
    [10, 'just now'],
    [5 * 60, '5 min ago'],
    [3 * 3600, '3 h ago'],
    [30 * 3600, 'yesterday'],
    [4 * 86_400, '4 days ago'],
  ])('%d s ago is: %s', (seconds, words) => {
    expect(sent(<RelativeTime at={secondsAgo(seconds)} />).words).toBe(words)
  })

  it('carries the exact time for machines and for those who point at it', () => {
    const { root } = sent(<RelativeTime at="2026-11-21T11:00:00.000Z" />)
    const time = root.querySelector('time')
    expect(time?.getAttribute('datetime')).toBe('2026-11-21T11:00:00.000Z')
    expect(time?.getAttribute('title')).toMatch(/21\/11\/2026/)
  })

  it('grows older on the page', async () => {
    const { root } = shown(<RelativeTime at={secondsAgo(50)} />)
    expect(root.textContent).toBe('just now')
    await act(() => vi.advanceTimersByTimeAsync(30_000))
    expect(root.textContent).toBe('1 min ago')
  })
})

describe('a list of steps', () => {
  const steps = [
    { key: 'a', label: 'Place the desk', state: 'done', startedAt: secondsAgo(9), endedAt: secondsAgo(7) },
    {
      key: 'b',
      label: 'Start the gateway',
      state: 'running',
      startedAt: secondsAgo(7),
      note: 'A little longer',
    },
    { key: 'c', label: 'Say hello', state: 'waiting' },
  ] as const

  it('says of each how it is and how long it took', () => {
    const { getAllByRole, getByRole } = sent(<StepList label="Start" steps={steps} />)
    expect(getByRole('list', { name: 'Start' })).toBeTruthy()
    expect(getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Place the desk, done2 s',
      'Start the gateway, under wayA little longer7 s',
      'Say hello, waiting',
    ])
  })

  it('points out the one that runs', () => {
    const { getAllByRole } = sent(<StepList label="Start" steps={steps} />)
    expect(getAllByRole('listitem').map((item) => item.getAttribute('aria-current'))).toEqual([
      null,
      'step',
      null,
    ])
  })

  it('says which one failed', () => {
    const failed = {
      key: 'b',
      label: 'Start the gateway',
      state: 'failed',
      note: 'No room on the host',
    } as const
    const { words } = sent(<StepList label="Start" steps={[failed]} />)
    expect(words).toContain('Start the gateway, failed')
    expect(words).toContain('No room on the host')
  })

  it('lights the lamp of the running one only, without words of its own', () => {
    const { root, queryByRole } = sent(<StepList label="Start" steps={steps} />)
    expect(root.querySelectorAll('[data-lamp]')).toHaveLength(1)
    expect(queryByRole('img')).toBeNull()
  })
})

describe('small signs', () => {
  it.each(['neutral', 'lamp', 'good', 'bad', 'link'] as const)(
    'a badge of tone %s says its words',
    (tone) => {
      const { getByText } = sent(<Badge tone={tone}>3 new</Badge>)
      expect(getByText('3 new').className).toContain(tone === 'neutral' ? 'bg-sunken' : `bg-${tone}-wash`)
    },
  )

  it('a key is marked up as one', () => {
    expect(sent(<Kbd>J</Kbd>).root.querySelector('kbd')?.textContent).toBe('J')
  })

  it('the name of the product is read once', () => {
    expect(sent(<Wordmark />).words).toBe('Deskhand')
    expect(sent(<Wordmark />).queryByRole('img')).toBeNull()
  })

  it('what stands in for something that loads is not heard', () => {
    expect(sent(<Skeleton className="h-4" />).root.firstElementChild?.getAttribute('aria-hidden')).toBe(
      'true',
    )
  })
})

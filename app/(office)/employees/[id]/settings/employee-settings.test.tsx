// @vitest-environment happy-dom
// What can be set of an employee, as managers and members see it.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { roleByKey } from '#lib/role/roles.ts'
import { tones } from '#lib/role/tones.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice } from '#tests/support/office.tsx'
import { sent, shown } from '#tests/support/page.tsx'
import { DangerZone } from './danger-zone.tsx'
import { DeskFacts } from './desk-facts.tsx'
import { SettingsForm } from './settings-form.tsx'
import { Told } from './told.tsx'

const changeEmployee = vi.hoisted(() => vi.fn())
vi.mock('../../../_actions/change-employee.ts', () => ({ changeEmployee }))
const steer = vi.hoisted(() => vi.fn())
vi.mock('../../../_actions/steer.ts', () => ({ steer }))

tellStreamByHand()
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-02T09:00:00.000Z'), toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const skills = roleByKey('executive-assistant')?.skills ?? []
const models = [
  { id: 'small', name: 'Small', strength: 'Quick', inputMicros: 1_000_000, outputMicros: 5_000_000 },
  { id: 'large', name: 'Large', strength: 'Thorough', inputMicros: 12_500_000, outputMicros: 60_000_000 },
]

function settings(facts: Partial<Employee> = {}, includedMicros: number | null = 24_000_000) {
  const ada = anEmployee({ model: 'small', skills: [], ...facts })
  const form = (
    <SettingsForm initial={ada} skills={skills} tones={tones} models={models} includedMicros={includedMicros}>
      <p>below</p>
    </SettingsForm>
  )
  const page = shown(inOffice(form, { employees: [ada] }))
  const box = (name: string | RegExp) => page.getByRole('textbox', { name })
  return {
    ...page,
    box,
    type: (name: string | RegExp, value: string) => fireEvent.change(box(name), { target: { value } }),
    save: () => act(async () => fireEvent.submit(page.root.querySelector('form') ?? page.root)),
  }
}

describe('the profile of an employee', () => {
  it('shows what is saved, and offers nothing to save', () => {
    const { box, getByRole, queryByRole } = settings({ personality: 'Kind' })
    expect(box('Name')).toHaveProperty('value', 'Ada')
    expect(box(/^Personality/)).toHaveProperty('value', 'Kind')
    expect(getByRole('radio', { name: /^Friendly/ }).getAttribute('aria-checked')).toBe('true')
    expect(getByRole('radio', { name: /^Small/ }).getAttribute('aria-checked')).toBe('true')
    expect(queryByRole('button', { name: 'Save' })).toBeNull()
  })

  it('saves what was touched, and takes the answer over', async () => {
    changeEmployee.mockResolvedValueOnce({
      ok: true,
      value: anEmployee({ name: 'Ada Lovelace', model: 'small', skills: [] }),
    })
    const { type, save, box, queryByRole } = settings()
    type('Name', 'Ada Lovelace')
    await save()
    expect(changeEmployee).toHaveBeenCalledExactlyOnceWith(anEmployee().id, { name: 'Ada Lovelace' })
    await waitFor(() => expect(queryByRole('button', { name: 'Save' })).toBeNull())
    expect(box('Name')).toHaveProperty('value', 'Ada Lovelace')
  })

  it('follows what a colleague changes, but for what one is typing', () => {
    const { type, box } = settings()
    type('Name', 'Mine')
    tell({
      event: 'employee',
      data: anEmployee({ name: 'Theirs', personality: 'Brisk', model: 'small', skills: [] }),
    })
    expect(box('Name')).toHaveProperty('value', 'Mine')
    expect(box(/^Personality/)).toHaveProperty('value', 'Brisk')
  })

  it('says at the field what is wrong, and keeps what was typed', async () => {
    changeEmployee.mockResolvedValueOnce({
      ok: false,
      detail: 'Not valid.',
      fields: { name: 'A name has letters.' },
    })
    const { type, save, findByRole } = settings()
    type('Name', '!!!')
    await save()
    expect(await findByRole('textbox', { name: 'Name', description: 'A name has letters.' })).toHaveProperty(
      'value',
      '!!!',
    )
  })

  it.each(tones.filter((tone) => tone.key !== 'own').map((tone) => [tone.name, tone] as const))(
    'lets one read how the tone %s sounds',
    (name, tone) => {
      const { getByRole, words } = settings()
      fireEvent.click(getByRole('radio', { name: new RegExp(`^${name}`) }))
      expect(words()).toContain(`For example: “${tone.sample.replace(/\s+/g, ' ')}”`)
    },
  )

  it('asks for own words with the tone of that name', () => {
    const { getByRole, box } = settings()
    fireEvent.click(
      getByRole('radio', { name: new RegExp(`^${tones.find((tone) => tone.key === 'own')?.name}`) }),
    )
    expect(box('The voice in your words')).toBeTruthy()
  })

  it('keeps skills in the order of the role', async () => {
    changeEmployee.mockResolvedValueOnce({ ok: false, detail: 'x' })
    const { getByText, save } = settings()
    for (const skill of skills.toReversed()) fireEvent.click(getByText(skill.name))
    await save()
    expect(changeEmployee).toHaveBeenCalledWith(anEmployee().id, { skills: skills.map((skill) => skill.key) })
  })

  it('says what each model costs', () => {
    expect(settings().words()).toContain(
      'Thorough. $12.50 for a million tokens read, $60 for a million written.',
    )
  })
})

describe('the allowance', () => {
  const name = /^Monthly allowance/

  it.each([
    [24_000_000, 'Empty means what the plan includes, $24.'],
    [null, 'How much their model may cost in a month. At this they stop where they are and ask you.'],
  ])('with %s included says: %s', (included, words) => {
    expect(settings({}, included).words()).toContain(words)
  })

  it.each([
    ['20', 20_000_000],
    ['12,50', 12_500_000],
  ])('“%s” is %d micro-dollars', async (typed, allowanceMicros) => {
    changeEmployee.mockResolvedValueOnce({ ok: false, detail: 'x' })
    const { type, save } = settings()
    type(name, typed)
    await save()
    expect(changeEmployee).toHaveBeenCalledWith(anEmployee().id, { allowanceMicros })
  })

  it('that is emptied is what the plan includes', async () => {
    changeEmployee.mockResolvedValueOnce({ ok: false, detail: 'x' })
    const { type, save, box } = settings({ allowanceMicros: 7_000_000 })
    expect(box(name)).toHaveProperty('value', '7')
    type(name, '')
    await save()
    expect(changeEmployee).toHaveBeenCalledWith(anEmployee().id, { allowanceMicros: null })
  })

  it.each(['ten', '-1', '1.2.3'])('“%s” is none, and nothing to save', (typed) => {
    const { type, getByRole, queryByRole } = settings()
    type(name, typed)
    expect(getByRole('textbox', { name, description: 'Enter an amount such as 20 or 12.50' })).toBeTruthy()
    expect(queryByRole('button', { name: 'Save' })).toBeNull()
  })
})

describe('the facts of a desk', () => {
  type Given = { modelUse: typeof used; capMicros: number | null; role: 'owner' | 'member' }
  const used = { calls: 2, practiceCalls: 0, costMicros: 1500 }
  const facts = (
    given: Parameters<typeof anEmployee>[0],
    { modelUse = used, capMicros = null, role = 'member' }: Partial<Given> = {},
  ) => {
    const ada = anEmployee(given)
    const desk = <DeskFacts initial={ada} modelName="Small" modelUse={modelUse} capMicros={capMicros} />
    return sent(inOffice(desk, { employees: [ada], role })).words
  }

  it.each([
    [{ desk: { runtime: 'docker' } }, 'Runs as A container of its own'],
    [{ desk: { runtime: 'process' } }, 'Runs as A process of its own on this machine'],
    [{ desk: { runtime: 'kubernetes' } }, 'Runs as kubernetes'],
    [{ desk: { runtime: null } }, 'Runs as Not placed yet'],
    [{ desk: { readyAfterMs: null } }, 'Last start took Not started yet'],
    [{}, 'Thinks with Small'],
    [{}, 'Used this month under $0.01 in 2 model calls Hired'],
    [{}, 'Hired 1 h ago'],
    [
      { desk: { error: { code: 'x', text: 'The disk is full.', action: 'Make room.' } } },
      'Failure The disk is full. Make room.',
    ],
  ])('%j: %s', (given, words) => {
    expect(facts(given)).toContain(words)
  })

  it.each([
    [1, 0, 'in one model call Hired'],
    [2, 2, 'in 2 model calls, all answered by the practice model, which costs nothing'],
    [1200, 7, 'in 1,200 model calls, 7 answered by the practice model, which costs nothing'],
  ])('of %d calls, %d of them practice: %s', (calls, practiceCalls, words) => {
    expect(facts({}, { modelUse: { ...used, calls, practiceCalls } })).toContain(words)
  })

  it('say of what is used how much may be, and lead managers to everybody’s', () => {
    const modelUse = { ...used, costMicros: 1_204_000 }
    expect(facts({}, { modelUse, capMicros: 24_000_000, role: 'owner' })).toContain(
      'Used this month $1.20 of $24 in 2 model calls. See everybody’s',
    )
  })
})

describe('what ends or interrupts an employment', () => {
  const zone = (lifecycle: Employee['lifecycle'], role: 'owner' | 'member') => {
    const ada = anEmployee({ lifecycle })
    return shown(inOffice(<DangerZone initial={ada} />, { role, employees: [ada] }))
  }

  it.each([
    ['ready', 'owner', ['Re-provision', 'Fire']],
    ['ready', 'member', ['Re-provision']],
    ['leaving', 'owner', ['Take back']],
    ['leaving', 'member', []],
  ] as const)('of one who is %s is, for a %s: %j', (lifecycle, role, buttons) => {
    expect(
      zone(lifecycle, role)
        .queryAllByRole('button')
        .map((one) => one.textContent),
    ).toEqual(buttons)
  })

  it('is explained to who may not', () => {
    expect(zone('ready', 'member').words()).toContain(
      'Only an owner or an admin of your company can fire Ada.',
    )
  })

  it('is asked before it is done', async () => {
    steer.mockResolvedValueOnce({ ok: true, value: anEmployee({ lifecycle: 'leaving' }) })
    const { getByRole, findByRole } = zone('ready', 'owner')
    fireEvent.click(getByRole('button', { name: 'Fire' }))
    expect(steer).not.toHaveBeenCalled()
    await act(async () => fireEvent.click(getByRole('button', { name: 'Fire Ada' })))
    expect(steer).toHaveBeenCalledExactlyOnceWith(anEmployee().id, 'fire')
    expect(await findByRole('button', { name: 'Take back' })).toBeTruthy()
  })
})

it('what an employee is told is shown as text, closed at first', () => {
  const { root, getByRole } = sent(
    <Told name="Ada" soul={'# Who you are\nYou are <b>Ada</b>.\n\n- Be kind'} />,
  )
  expect(root.querySelector('details')?.open).toBe(false)
  expect(root.querySelector('b')).toBeNull()
  expect(getByRole('heading', { level: 2, name: 'What Ada is told' })).toBeTruthy()
  expect(root.querySelector('h3')?.textContent).toBe('Who you are')
})

// @vitest-environment happy-dom
// The steps of a hire, as somebody goes through them.
import { act, fireEvent, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { plans } from '#lib/billing/plans.ts'
import { emptyDraft, type HireDraft, type HireStep } from '#lib/hire-draft/draft.ts'
import { roles } from '#lib/role/roles.ts'
import { tones } from '#lib/role/tones.ts'
import { exampleMe } from '#lib/wire/examples.ts'
import { router, sent, shown } from '#tests/support/page.tsx'
import { DraftProvider } from './_draft/draft-provider.tsx'
import { SaveState } from './_draft/save-state.tsx'
import { MayNotHire } from './_steps/may-not-hire.tsx'
import { StepFrame } from './_steps/step-frame.tsx'
import { CharacterStep } from './character/character-step.tsx'
import { LaunchStep } from './launch/launch-step.tsx'
import { PlanStep } from './plan/plan-step.tsx'
import { RoleStep } from './role/role-step.tsx'

const finish = vi.hoisted(() => ({
  finishPlan: vi.fn(),
  lookFirst: vi.fn(),
  finishRole: vi.fn(),
  finishCharacter: vi.fn(),
  launch: vi.fn(),
}))
vi.mock('./_actions/finish-step.ts', () => finish)

/** What reached the server, batch by batch. */
let saved: unknown[] = []
let answer: () => Response

beforeEach(() => {
  saved = []
  answer = () => Response.json(emptyDraft)
  vi.stubGlobal('fetch', async (_path: string, options: RequestInit) => {
    saved.push(JSON.parse(String(options.body)))
    return answer()
  })
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
})
afterEach(() => {
  sessionStorage.clear()
})

const withDraft = (node: ReactNode, draft: Partial<HireDraft> = {}) => (
  <DraftProvider initial={{ ...emptyDraft, ...draft }} owner="company.maria">
    {node}
    <SaveState />
  </DraftProvider>
)
const step = (node: ReactNode, draft: Partial<HireDraft> = {}) => shown(withDraft(node, draft))
const goOn = (page: ReturnType<typeof step>, name: string | RegExp) =>
  act(async () => fireEvent.click(page.getByRole('button', { name })))

describe('the way through a hire', () => {
  const frame = (current: HireStep, draft: Partial<HireDraft>, planKey: string | null) => {
    const progress = { draft: { ...emptyDraft, ...draft }, planKey, mayChoose: true }
    const { getAllByRole } = sent(
      <StepFrame step={current} progress={progress} title="T" text="x">
        y
      </StepFrame>,
    )
    return getAllByRole('listitem').map((item) => {
      const link = item.querySelector('a')
      const isCurrent = item.querySelector('[aria-current=step]') !== null
      return `${item.textContent}${isCurrent ? ' (here)' : ''}${link ? ` > ${link.getAttribute('href')}` : ''}`
    })
  }

  it.each<[string, HireStep, Partial<HireDraft>, string | null, string[]]>([
    ['begins with the plan', 'plan', {}, null, ['Plan (here)', 'Role', 'Character', 'Hire']],
    [
      'opens what comes next, and the way back',
      'role',
      { planKey: 'solo' },
      'solo',
      ['Plan, done > /onboarding/plan', 'Role (here)', 'Character', 'Hire'],
    ],
    ['leaves the plan out when there is one', 'role', {}, 'studio', ['Role (here)', 'Character', 'Hire']],
    [
      'opens all that is done',
      'launch',
      { roleKey: 'researcher', name: 'Ada', toneKey: 'friendly' },
      'studio',
      ['Role, done > /onboarding/role', 'Character, done > /onboarding/character', 'Hire (here)'],
    ],
    [
      'goes back, and forth again',
      'role',
      { roleKey: 'researcher', name: 'Ada', toneKey: 'friendly' },
      'studio',
      ['Role (here)', 'Character, done > /onboarding/character', 'Hire > /onboarding/launch'],
    ],
  ])('%s', (_, current, draft, planKey, places) => {
    expect(frame(current, draft, planKey)).toEqual(places)
  })
})

describe('choosing a plan', () => {
  it('shows every plan with its price and what it holds', () => {
    const { getAllByRole } = step(<PlanStep plans={plans} suggestedKey="studio" mayLook={false} />)
    const cards = getAllByRole('radio').map((card) => card.closest('label')?.textContent ?? '')
    expect(cards).toHaveLength(plans.length)
    for (const [index, plan] of plans.entries()) {
      expect(cards[index]).toContain(plan.name)
      expect(cards[index]).toContain(`$${plan.priceCentsPerEmployeeMonth / 100}`)
      expect(cards[index]).toContain(
        `$${plan.monthlyAllowanceMicros / 1_000_000} of model use each, every month`,
      )
    }
    expect(cards[0]).toContain('1 employeeJust you')
  })

  it('suggests one, takes another, and goes on to the role', async () => {
    finish.finishPlan.mockResolvedValueOnce({ ok: true, value: { path: '/onboarding/role' } })
    const page = step(<PlanStep plans={plans} suggestedKey="studio" mayLook={false} />)
    expect(page.getByRole('button', { name: 'Go on with Studio' })).toBeTruthy()
    fireEvent.click(page.getByRole('radio', { name: /Solo/ }))
    await goOn(page, 'Go on with Solo')
    expect(finish.finishPlan).toHaveBeenCalledExactlyOnceWith('solo')
    await waitFor(() => expect(router.push).toHaveBeenCalledExactlyOnceWith('/onboarding/role'))
    expect(saved).toEqual([{ planKey: 'solo' }])
  })

  it('stays, and says why, when it is refused', async () => {
    finish.finishPlan.mockResolvedValueOnce({ ok: false, detail: 'This plan has no room for 3 employees.' })
    const page = step(<PlanStep plans={plans} suggestedKey="solo" mayLook={false} />)
    await goOn(page, /Go on/)
    expect((await page.findByRole('alert')).textContent).toBe('This plan has no room for 3 employees.')
    expect(router.push).not.toHaveBeenCalled()
  })
})

describe('choosing a role', () => {
  it('offers all of them and asks for one', () => {
    const { getAllByRole, getByRole } = step(<RoleStep roles={roles} />)
    expect(getAllByRole('radio').map((card) => card.closest('label')?.textContent)).toEqual(
      roles.map((role) => `${role.name}${role.headline}`),
    )
    expect(getByRole('button', { name: 'Choose a role to go on' }).hasAttribute('disabled')).toBe(true)
  })

  it.each(roles.map((role) => [role.name, role] as const))('%s comes with its skills', (name, role) => {
    const { getByRole, getAllByRole } = step(<RoleStep roles={roles} />)
    fireEvent.click(getByRole('radio', { name: new RegExp(`^${name}`) }))
    const group = getByRole('group', { name: `Skills of the ${name}` })
    const checked = getAllByRole('checkbox', { checked: true })
    expect(group.querySelectorAll('[role=checkbox]')).toHaveLength(role.skills.length)
    expect(checked).toHaveLength(role.defaultSkills.length)
    for (const line of role.doesForYou)
      expect(getByRole('region', { name: `${name}: skills` }).textContent).toContain(line)
  })

  it('keeps the skills in the order of the role, whichever was pressed first', async () => {
    finish.finishRole.mockResolvedValueOnce({ ok: true, value: undefined })
    const role = roles[0]
    if (!role) throw new Error('There is no role')
    const page = step(<RoleStep roles={roles} />, { roleKey: role.key, skills: [] })
    expect(page.getByText('Without a skill they know their role and nothing more.')).toBeTruthy()
    for (const skill of role.skills.toReversed()) fireEvent.click(page.getByText(skill.name))
    await goOn(page, `Go on with ${role.name}`)
    expect(saved.at(-1)).toEqual({ skills: role.skills.map((skill) => skill.key) })
    await waitFor(() => expect(router.push).toHaveBeenCalledWith('/onboarding/character'))
  })

  it.each([
    [null, undefined],
    ['solo', '/onboarding/plan'],
  ])('with the plan %s chosen in this hire leads back to: %s', (planKey, back) => {
    const { queryByRole } = step(<RoleStep roles={roles} />, { planKey })
    expect(queryByRole('link', { name: 'Back' })?.getAttribute('href')).toBe(back)
  })
})

describe('giving a character', () => {
  const company = { name: 'Loom Works', about: 'We weave.' }
  const character = (draft: Partial<HireDraft> = {}) =>
    step(
      <CharacterStep
        roleName="Researcher"
        suggestedNames={['Ada', 'Grace']}
        tones={tones}
        company={company}
      />,
      {
        roleKey: 'researcher',
        ...draft,
      },
    )

  it('asks for a name, and suggests some', () => {
    const { getByRole } = character()
    expect(getByRole('button', { name: 'Give a name to go on' }).hasAttribute('disabled')).toBe(true)
    fireEvent.click(getByRole('button', { name: 'Grace' }))
    expect(getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'Grace')
    expect(getByRole('button', { name: 'Grace', pressed: true })).toBeTruthy()
    expect(getByRole('button', { name: 'Go on with Grace' }).hasAttribute('disabled')).toBe(false)
  })

  it('says how much room a long name has left', () => {
    expect(character({ name: 'a'.repeat(240) }).queryByText(/characters left/)).toBeNull()
  })

  it('says so from 241 characters on', () => {
    expect(character({ name: 'a'.repeat(241) }).getByText('59 characters left')).toBeTruthy()
  })

  it.each(tones.filter((tone) => tone.key !== 'own').map((tone) => [tone.name, tone] as const))(
    'lets one hear the tone %s',
    (name, tone) => {
      const { getByRole, getByText } = character({ name: 'Ada' })
      fireEvent.click(getByRole('radio', { name: new RegExp(`^${name}`) }))
      expect(getByText(tone.sample).getAttribute('aria-live')).toBe('polite')
    },
  )

  it('takes a voice in own words', () => {
    const { getByRole, getByText } = character({ toneKey: 'own' })
    expect(getByText('Describe the voice; they keep to it from the first message on.')).toBeTruthy()
    fireEvent.change(getByRole('textbox', { name: 'The voice in your words' }), {
      target: { value: 'Few words.' },
    })
    expect(getByText('They keep to your words: “Few words.”')).toBeTruthy()
  })

  it('asks for own words only with that tone', () => {
    expect(character({ toneKey: 'witty' }).queryByRole('textbox', { name: /your words/ })).toBeNull()
  })

  it('begins with what is known of the company', () => {
    const { getByRole } = character()
    expect(getByRole('textbox', { name: 'Your company' })).toHaveProperty('value', 'Loom Works')
    expect(getByRole('textbox', { name: /What does it do/ })).toHaveProperty('value', 'We weave.')
  })

  it('says at the field what stands in the way', async () => {
    const fields = { name: 'A name has letters.', toneWords: 'Describe the voice.' }
    finish.finishCharacter.mockResolvedValueOnce({ ok: false, detail: 'Two things are missing.', fields })
    const page = character({ name: '!!!', toneKey: 'own' })
    await goOn(page, 'Go on with !!!')
    expect(await page.findByRole('textbox', { name: 'Name', description: fields.name })).toBeTruthy()
    expect(page.getByRole('textbox', { name: /your words/, description: fields.toneWords })).toBeTruthy()
    expect(page.getAllByRole('alert').map((one) => one.textContent)).toContain('Two things are missing.')
  })

  it('does not go on before everything is saved', async () => {
    answer = () => Response.json({ detail: 'The office is away.' }, { status: 503 })
    const page = character({ name: 'Ada' })
    fireEvent.change(page.getByRole('textbox', { name: 'Your company' }), { target: { value: 'Looms' } })
    await goOn(page, 'Go on with Ada')
    expect((await page.findByRole('alert')).textContent).toContain('It is still here; try again in a moment.')
    expect(finish.finishCharacter).not.toHaveBeenCalled()
  })
})

describe('hiring', () => {
  const facts = [
    { label: 'Name', text: 'Ada', href: '/onboarding/character' },
    { label: 'Role', text: 'Researcher', href: '/onboarding/role' },
  ]
  const launchStep = (isFull = false) => step(<LaunchStep name="Ada" facts={facts} isFull={isFull} />)

  it('sums up what was chosen, each with a way to change it', () => {
    const { getAllByRole, words } = launchStep()
    expect(words()).toContain('Name Ada Change')
    expect(
      getAllByRole('link', { name: /^Change: / }).map(
        (link) => `${link.getAttribute('aria-label')} ${link.getAttribute('href')}`,
      ),
    ).toEqual(['Change: Name /onboarding/character', 'Change: Role /onboarding/role'])
  })

  it('hires once and shows the start', async () => {
    const work = Promise.withResolvers<unknown>()
    finish.launch.mockReturnValueOnce(work.promise)
    const page = launchStep()
    await goOn(page, 'Hire Ada')
    await goOn(page, 'Hire Ada')
    await act(async () => work.resolve({ ok: true, value: { employeeId: 'e1' } }))
    expect(finish.launch).toHaveBeenCalledOnce()
    await waitFor(() => expect(router.push).toHaveBeenCalledExactlyOnceWith('/onboarding/launch/e1'))
  })

  it('is not possible when all desks are taken', () => {
    expect(launchStep(true).getByRole('button', { name: 'Hire Ada' }).hasAttribute('disabled')).toBe(true)
  })

  it.each([
    ['limit_reached', true],
    ['payment_required', true],
    ['unavailable', false],
  ])('refused with %s leads to a plan: %s', async (code, leads) => {
    finish.launch.mockResolvedValueOnce({ ok: false, code, detail: 'All desks are taken.' })
    const page = launchStep()
    await goOn(page, 'Hire Ada')
    expect((await page.findByRole('alert')).textContent).toContain('Nobody was hired yetAll desks are taken.')
    expect(page.queryByRole('link', { name: 'Choose a plan' }) !== null).toBe(leads)
  })
})

describe('who may not go on', () => {
  it('is told who can hire', () => {
    const { words, getByRole } = sent(<MayNotHire companyName="Loom Works" />)
    expect(words).toContain('You are a member of Loom Works')
    expect(getByRole('link', { name: 'Go to the employees' }).getAttribute('href')).toBe('/employees')
  })
})

describe('what was entered', () => {
  it('is said to be saved once it is', async () => {
    const { getByRole, findByText } = step(<PlanStep plans={plans} suggestedKey="studio" mayLook={false} />)
    fireEvent.click(getByRole('radio', { name: /Solo/ }))
    expect(await findByText('Saving')).toBeTruthy()
    expect(await findByText('Saved')).toBeTruthy()
  })

  it('is sent after a reload that came too soon', async () => {
    sessionStorage.setItem('deskhand.hire-draft.company.maria', '{"name":"Ada"}')
    answer = () => Response.json({ ...emptyDraft, name: 'Ada' })
    const page = step(
      <CharacterStep roleName="Researcher" suggestedNames={[]} tones={tones} company={exampleMe.company} />,
    )
    expect(await page.findByRole('button', { name: 'Go on with Ada' })).toBeTruthy()
    expect(saved).toEqual([{ name: 'Ada' }])
    expect(sessionStorage.length).toBe(0)
  })
})

// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { shown } from '#tests/support/page.tsx'
import { Checkbox } from './checkbox.tsx'
import { Field } from './field.tsx'
import { RadioCards } from './radio-cards.tsx'
import { Select } from './select.tsx'
import { Switch } from './switch.tsx'

describe.each([
  ['a checkbox', 'checkbox', Checkbox],
  ['a switch', 'switch', Switch],
] as const)('%s', (_, role, Choice) => {
  it('is named by its label and its hint', () => {
    const { getByRole } = shown(<Choice label="Single keys" hint="J and K move" />)
    expect(getByRole(role, { name: /^Single keys ?J and K move$/ }).getAttribute('aria-checked')).toBe(
      'false',
    )
  })

  it('tells what it became', () => {
    const change = vi.fn()
    const { getByRole, getByText } = shown(<Choice label="On" defaultChecked onCheckedChange={change} />)
    expect(getByRole(role).getAttribute('aria-checked')).toBe('true')
    fireEvent.click(getByText('On'))
    expect(change.mock.calls).toEqual([[false]])
    expect(getByRole(role).getAttribute('aria-checked')).toBe('false')
  })

  it('shows what it is given, whatever is pressed', () => {
    const change = vi.fn()
    const { getByRole } = shown(<Choice label="On" checked={false} onCheckedChange={change} />)
    fireEvent.click(getByRole(role))
    expect(change).toHaveBeenCalledWith(true)
    expect(getByRole(role).getAttribute('aria-checked')).toBe('false')
  })

  it('does nothing while disabled, and says so', () => {
    const change = vi.fn()
    const { getByRole } = shown(<Choice label="On" disabled onCheckedChange={change} />)
    fireEvent.click(getByRole(role))
    expect(change).not.toHaveBeenCalled()
    expect(getByRole(role).getAttribute('aria-disabled')).toBe('true')
  })

  it('is pressed by its label, too', () => {
    const change = vi.fn()
    const { getByText } = shown(<Choice label="On" onCheckedChange={change} />)
    fireEvent.click(getByText('On'))
    expect(change).toHaveBeenCalledExactlyOnceWith(true)
  })
})

describe('cards to choose one of', () => {
  const options = [
    { value: 'solo', title: 'Solo', text: 'One desk', aside: '$29' },
    { value: 'studio', title: 'Studio', text: 'Five desks' },
    { value: 'house', title: 'House', text: 'Many', disabled: true },
  ]

  it('are a group with a name, each named by all that stands on it', () => {
    const { getByRole } = shown(<RadioCards label="Plan" options={options} value="solo" />)
    const group = getByRole('radiogroup', { name: 'Plan' })
    expect(group.querySelectorAll('[role=radio]')).toHaveLength(3)
    expect(getByRole('radio', { name: /Solo.*\$29.*One desk/ }).getAttribute('aria-checked')).toBe('true')
    expect(getByRole('radio', { name: /Studio/ }).getAttribute('aria-checked')).toBe('false')
  })

  it('tell which was chosen', () => {
    const choose = vi.fn()
    const { getByRole } = shown(
      <RadioCards label="Plan" options={options} defaultValue="solo" onValueChange={choose} />,
    )
    fireEvent.click(getByRole('radio', { name: /Studio/ }))
    expect(choose.mock.calls).toEqual([['studio']])
    expect(getByRole('radio', { name: /Studio/ }).getAttribute('aria-checked')).toBe('true')
    expect(getByRole('radio', { name: /Solo/ }).getAttribute('aria-checked')).toBe('false')
  })

  it('keep one that cannot be chosen in sight', () => {
    const choose = vi.fn()
    const { getByRole } = shown(<RadioCards label="Plan" options={options} onValueChange={choose} />)
    const card = getByRole('radio', { name: /House/ })
    expect(card.getAttribute('aria-disabled')).toBe('true')
    fireEvent.click(card)
    expect(choose).not.toHaveBeenCalled()
  })

  it('stand in as many columns as asked', () => {
    const lookIn = (columns: 1 | 2 | 3) => {
      const { getAllByRole } = shown(<RadioCards label="Plan" options={options} columns={columns} />)
      return getAllByRole('radiogroup').at(-1)?.className
    }
    expect(new Set([lookIn(1), lookIn(2), lookIn(3)]).size).toBe(3)
  })
})

describe('a list to choose from', () => {
  const options = [
    { value: 'admin', label: 'Admin', note: 'Hires and fires' },
    { value: 'member', label: 'Member' },
    { value: 'owner', label: 'Owner', disabled: true },
  ]
  const open = (node: React.ReactNode) => {
    const page = shown(node)
    fireEvent.click(page.getByRole('combobox'))
    return page
  }

  it('shows the label of what is chosen, or an invitation to choose', () => {
    const { getByRole, again } = shown(<Select aria-label="Role" options={options} value="member" />)
    expect(getByRole('combobox', { name: 'Role' }).textContent).toBe('Member')
    again(<Select key="other" aria-label="Role" options={options} />)
    expect(getByRole('combobox').textContent).toBe('Choose')
    again(<Select key="third" aria-label="Role" options={options} placeholder="Which role?" />)
    expect(getByRole('combobox').textContent).toBe('Which role?')
  })

  it('opens with every option, the chosen one marked and notes beside them', () => {
    const { getAllByRole, getByRole } = open(<Select aria-label="Role" options={options} value="member" />)
    expect(getAllByRole('option').map((one) => one.textContent)).toEqual([
      'AdminHires and fires',
      'Member',
      'Owner',
    ])
    expect(getByRole('option', { name: 'Member' }).getAttribute('aria-selected')).toBe('true')
    expect(getByRole('option', { name: 'Owner' }).getAttribute('aria-disabled')).toBe('true')
  })

  it('is closed while disabled', () => {
    const { queryByRole, getByRole } = open(<Select aria-label="Role" options={options} disabled />)
    expect(queryByRole('listbox')).toBeNull()
    expect(
      getByRole('combobox').hasAttribute('disabled') || getByRole('combobox').ariaDisabled === 'true',
    ).toBe(true)
  })

  it('says with its field what is wrong', () => {
    const { getByRole } = shown(
      <Field label="Role" error="Choose one">
        <Select options={options} />
      </Field>,
    )
    expect(
      getByRole('combobox', { name: 'Role', description: 'Choose one' }).getAttribute('aria-invalid'),
    ).toBe('true')
  })
})

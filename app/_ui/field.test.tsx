// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { sent, shown } from '#tests/support/page.tsx'
import { Field } from './field.tsx'
import { Select } from './select.tsx'
import { TextArea } from './text-area.tsx'
import { TextInput } from './text-input.tsx'

const sizes = [{ value: 's', label: 'Small' }]

describe('a field', () => {
  it.each([
    ['a line', <TextInput key="line" />, 'textbox'],
    ['several lines', <TextArea key="lines" />, 'textbox'],
    ['a choice', <Select key="choice" options={sizes} />, 'combobox'],
  ])('names %s', (_, control, role) => {
    const { getByRole } = shown(<Field label="Size of the company">{control}</Field>)
    expect(getByRole(role, { name: 'Size of the company' })).toBeTruthy()
  })

  it('ties the label to its control before any script runs', () => {
    const { getByLabelText } = sent(
      <Field label="Name">
        <TextInput name="name" />
      </Field>,
    )
    expect(getByLabelText('Name').getAttribute('name')).toBe('name')
  })

  it.each([
    ['a line', <TextInput key="line" />],
    ['several lines', <TextArea key="lines" />],
  ])('reads the hint of %s out with it', (_, control) => {
    const { getByRole } = shown(
      <Field label="Name" hint="As on your letters">
        {control}
      </Field>,
    )
    expect(getByRole('textbox', { description: 'As on your letters' })).toBeTruthy()
    expect(getByRole('textbox').getAttribute('aria-invalid')).not.toBe('true')
  })

  it.each([
    ['a line', <TextInput key="line" />],
    ['several lines', <TextArea key="lines" />],
  ])('says what is wrong with %s instead of the hint', (_, control) => {
    const { getByRole, queryByText } = shown(
      <Field label="Name" hint="As on your letters" error="Say a name">
        {control}
      </Field>,
    )
    const box = getByRole('textbox', { name: 'Name', description: 'Say a name' })
    expect(box.getAttribute('aria-invalid')).toBe('true')
    expect(queryByText('As on your letters')).toBeNull()
  })

  it('stops being wrong when the error is gone', () => {
    const field = (error?: string) => (
      <Field label="Name" hint="Any" error={error}>
        <TextInput />
      </Field>
    )
    const { getByRole, again } = shown(field('Say a name'))
    again(field())
    expect(getByRole('textbox', { description: 'Any' }).getAttribute('aria-invalid')).not.toBe('true')
  })

  it('takes an empty error for none', () => {
    const { getByRole, getByText } = shown(
      <Field label="Name" hint="Any" error="">
        <TextInput />
      </Field>,
    )
    expect(getByRole('textbox').getAttribute('aria-invalid')).not.toBe('true')
    expect(getByText('Any')).toBeTruthy()
  })

  it('says in its label what may be left out', () => {
    const { getByRole } = shown(
      <Field label="About" optional>
        <TextInput />
      </Field>,
    )
    expect(getByRole('textbox').getAttribute('aria-labelledby')).toBeTruthy()
    expect(getByRole('textbox', { name: /^About ?optional$/ })).toBeTruthy()
  })

  it('keeps a hidden label for those who listen', () => {
    const { getByRole, getByText } = shown(
      <Field label="Search" hideLabel>
        <TextInput type="search" />
      </Field>,
    )
    expect(getByRole('searchbox', { name: 'Search' })).toBeTruthy()
    expect(getByText('Search').className).toBe('sr-only')
  })

  it('keeps two fields apart', () => {
    const { getByRole } = shown(
      <>
        <Field label="First" error="Wrong">
          <TextInput />
        </Field>
        <Field label="Second">
          <TextInput />
        </Field>
      </>,
    )
    expect(getByRole('textbox', { name: 'First' }).getAttribute('aria-invalid')).toBe('true')
    expect(getByRole('textbox', { name: 'Second' }).getAttribute('aria-invalid')).not.toBe('true')
  })
})

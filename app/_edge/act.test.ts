import { redirect } from 'next/navigation'
import { describe, expect, it, vi } from 'vitest'
import { AppError, errorStatus } from '#lib/errors.ts'
import { act } from './act.ts'

const logFault = vi.hoisted(() => vi.fn(() => 'abcd1234'))
vi.mock('./log.ts', () => ({ logFault }))

describe('the work of an action', () => {
  it('gives its value', async () => {
    expect(await act(async () => 7)).toEqual({ ok: true, value: 7 })
  })

  it('may give nothing', async () => {
    expect(await act(async () => undefined)).toEqual({ ok: true, value: undefined })
  })

  it.each(Object.keys(errorStatus).filter((code): code is keyof typeof errorStatus => code in errorStatus))(
    'becomes words when it is refused: %s',
    async (code) => {
      const outcome = await act(async () => {
        throw new AppError(code, { detail: 'What happened.' })
      })
      expect(outcome).toEqual({ ok: false, code, detail: 'What happened.' })
    },
  )

  it('keeps what is wrong with which field', async () => {
    const fields = { name: 'Say a name' }
    const outcome = await act(async () => {
      throw new AppError('invalid', { detail: 'Not valid.', fields })
    })
    expect(outcome).toMatchObject({ fields })
  })

  it.each([
    [new Error('password of the database is hunter2')],
    [new TypeError('x is undefined')],
    ['text'],
    [null],
    [{ code: '23505', detail: 'Key (email)=(ada@example.com)' }],
  ])('says of a fault that it is ours, and nothing of what it was (%#)', async (fault) => {
    const outcome = await act(async () => {
      throw fault
    })
    expect(outcome).toEqual({
      ok: false,
      code: 'internal',
      detail:
        'This did not work, and it is our fault (abcd1234). What you entered is still here; try again in a moment.',
    })
    expect(logFault).toHaveBeenLastCalledWith(fault)
  })

  it('lets a redirect pass', async () => {
    await expect(act(async () => redirect('/employees'))).rejects.toMatchObject({
      digest: expect.stringContaining('/employees'),
    })
  })
})

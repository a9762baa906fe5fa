// @vitest-environment happy-dom
// Files that go along with a message: chosen, on their way, refused, taken out.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { exampleAttachment as paper } from '#lib/wire/examples.ts'
import { answerByHand, answerTo, chat, mine, posted } from '#tests/support/chat-page.tsx'
import { tellStreamByHand } from '#tests/support/live.ts'

const uploads = vi.hoisted(
  (): {
    onProgress: (share: number) => void
    finish: (outcome: unknown) => void
    signal: AbortSignal
  }[] => [],
)
vi.mock('../_state/request.ts', async (original) => ({
  ...(await original<object>()),
  uploadFile: (_: string, _file: File, onProgress: (share: number) => void, signal: AbortSignal) =>
    new Promise((finish) => uploads.push({ onProgress, finish, signal })),
}))

tellStreamByHand()
answerByHand()
beforeEach(() => {
  uploads.length = 0
  answerTo(() => Response.json(mine('sent', 9), { status: 202 }))
})

const file = (name = 'agenda.pdf', size = 2048, type = 'application/pdf') =>
  new File(['x'.repeat(size)], name, { type })

function withFiles(...files: File[]) {
  const page = chat()
  const picker = page.root.querySelector('input[type=file]')
  if (picker) fireEvent.change(picker, { target: { files } })
  return page
}
const finish = (outcome: unknown) => act(async () => uploads[0]?.finish(outcome))

describe('a file in the composer', () => {
  it('says how far it is on its way, and holds the message back meanwhile', () => {
    const { getByRole, getByText, write, sendButton } = withFiles(file())
    write('Read this')
    act(() => uploads[0]?.onProgress(0.5))
    expect(getByText('50 %, 2 KB')).toBeTruthy()
    expect(getByRole('progressbar', { name: 'Uploading agenda.pdf' }).getAttribute('value')).toBe('0.5')
    expect(sendButton().hasAttribute('disabled')).toBe(true)
    expect(sendButton().title).toBe('Sent when the files are there')
  })

  it('goes with the message once it is there, also without words', async () => {
    const { sendButton, queryByRole } = withFiles(file())
    await finish({ ok: true, value: paper })
    await waitFor(() => expect(sendButton().hasAttribute('disabled')).toBe(false))
    await act(async () => fireEvent.click(sendButton()))
    expect(posted()).toMatchObject([{ text: '', attachments: [paper.id] }])
    expect(queryByRole('list', { name: 'Files to send' })).toBeNull()
  })

  it('says why it did not arrive, and does not hold the words back', async () => {
    const { findByText, write, sendButton } = withFiles(file())
    await finish({ ok: false, detail: 'This is no PDF.' })
    expect(await findByText('This is no PDF.')).toBeTruthy()
    write('Never mind')
    expect(sendButton().hasAttribute('disabled')).toBe(false)
  })

  it('is stopped on its way when it is taken out', () => {
    const { getByRole, queryByRole } = withFiles(file())
    fireEvent.click(getByRole('button', { name: 'Remove agenda.pdf' }))
    expect(uploads[0]?.signal.aborted).toBe(true)
    expect(queryByRole('list', { name: 'Files to send' })).toBeNull()
  })

  it('is stopped on its way when the page goes', () => {
    withFiles(file()).again(null)
    expect(uploads[0]?.signal.aborted).toBe(true)
  })

  it.each([
    [[file('a.zip', 5, 'application/zip')], /a\.zip is not a text, image .* or PDF file\./],
    [[file('empty.txt', 0, 'text/plain')], /empty\.txt is empty\./],
    [
      ['1', '2', '3', '4', '5', '6'].map((name) => file(`${name}.pdf`)),
      /6\.pdf was left out: a message takes 5 files\./,
    ],
  ])('that cannot go along says why (%#)', (files, words) => {
    const { getByRole } = withFiles(...files)
    expect(getByRole('alert').textContent).toMatch(words)
    expect(uploads.length).toBe(Math.min(files.length - 1, 5))
  })

  it('can be dropped anywhere on the chat, and pasted into the box', () => {
    const { getByRole, getByText, box } = chat()
    const area = getByRole('region', { name: 'Chat' })
    fireEvent.dragOver(area, { dataTransfer: { types: ['Files'], files: [] } })
    expect(getByText(/Drop to attach/)).toBeTruthy()
    fireEvent.drop(area, { dataTransfer: { types: ['Files'], files: [file()] } })
    fireEvent.paste(box, { clipboardData: { files: [file('b.pdf')] } })
    expect(uploads).toHaveLength(2)
    expect(getByRole('list', { name: 'Files to send' }).textContent).toContain('b.pdf')
  })

  it('of an edited message goes along again', async () => {
    const { getByRole, sendButton } = chat([mine('m', 1, { attachments: [paper] })])
    fireEvent.click(getByRole('button', { name: 'Edit' }))
    await waitFor(() =>
      expect(getByRole('list', { name: 'Files to send' }).textContent).toContain(paper.name),
    )
    await act(async () => fireEvent.click(sendButton()))
    expect(posted()).toMatchObject([{ replaces: 'm', attachments: [paper.id] }])
  })
})

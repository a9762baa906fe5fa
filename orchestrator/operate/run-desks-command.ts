// From words on a command line to what they do, and its answer in words.
import { parseArgs } from 'node:util'
import { AppError } from '#lib/errors.ts'
import { listDesks, listHosts, listReleases } from './list.ts'
import { moveDesk } from './move-desk.ts'
import { haltRelease, offerRelease, pinRelease, shareRelease, unpinRelease } from './steer-releases.ts'
import { table } from './table.ts'

const usage = `Usage: npm run desks -- <command>
  releases                                    builds on offer, and how they do
  status                                      desks, what they run, and what is wrong
  hosts                                       hosts, and when they were last seen
  offer <image> --label <words> [--share N]   offers a build to N percent of the desks (default 0)
  share <release> <N>                         changes the percentage; who has it keeps it when it grows
  halt <release> | resume <release>           nobody new gets it | they do again
  pin <desk> <release> | unpin <desk>         one desk runs this build whatever the shares say
  move <desk> <host>                          the desk goes on at another host, with its home
A desk is named by its id or its employee's, a release by its label, image or id, a host by its name.`

type Command = (
  args: string[],
  options: { label?: string | undefined; share?: string | undefined },
) => Promise<string>

const commands: Record<string, Command> = {
  releases: async () => table(await listReleases()),
  hosts: async () => table(await listHosts()),
  status: async () => table(await listDesks()),
  offer: async ([image], { label, share }) =>
    `Offered: ${await offerRelease(given(image), label ?? given(image), percentage(share ?? '0'))}`,
  share: async ([release, share]) => shareRelease(given(release), percentage(given(share))),
  halt: async ([release]) => haltRelease(given(release), true),
  resume: async ([release]) => haltRelease(given(release), false),
  pin: async ([desk, release]) => pinRelease(given(desk), given(release)),
  unpin: async ([desk]) => unpinRelease(given(desk)),
  move: async ([desk, host]) => moveDesk(given(desk), given(host)),
}

/** @throws AppError with words for the operator. */
export function runDesksCommand(words: string[]): Promise<string> {
  const { positionals, values } = parseArgs({
    args: words,
    allowPositionals: true,
    strict: false,
    options: { label: { type: 'string' }, share: { type: 'string' } },
  })
  const [name = '', ...args] = positionals
  const command = commands[name]
  if (!command) return Promise.reject(new AppError('invalid', { detail: usage }))
  return command(args, { label: textOf(values.label), share: textOf(values.share) })
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

function given(word: string | undefined): string {
  if (word === undefined || word === '') throw new AppError('invalid', { detail: usage })
  return word
}

function percentage(word: string): number {
  if (!/^\d{1,3}$/.test(word) || Number(word) > 100)
    throw new AppError('invalid', { detail: `"${word}" is no percentage. Nothing was changed.` })
  return Number(word)
}

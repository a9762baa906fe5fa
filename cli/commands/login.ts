import { createInterface } from 'node:readline/promises'
import { askApi, type Connection } from '#lib/wire/client.ts'
import { me } from '#lib/wire/me.ts'
import type { Act, AddCommands } from '../act.ts'
import { UsageError } from '../exit-code.ts'
import { readStdin } from '../read-stdin.ts'
import { forgetSignIn, keepSignIn, siteOf } from '../sign-in.ts'

export const addLogin: AddCommands = (program, act) => {
  program
    .command('login')
    .description(
      'keep the address and an API key on this machine; the key is read from stdin, never from an argument',
    )
    .argument('[url]', 'where your Deskhand is')
    .action(async (url: string | undefined) => logIn(act(), url))
  program
    .command('logout')
    .description('forget the key that login has kept')
    .action(async () => {
      const { environment, output } = act()
      await forgetSignIn(environment.configDir)
      output.show({ signedIn: false }, () => [
        'Forgotten on this machine. Revoke the key in the settings if it is not needed any more.',
      ])
    })
}

async function logIn({ environment, output }: Act, url: string | undefined): Promise<void> {
  const siteUrl = siteOf(url ?? (environment.siteUrl || (await askAloud('Address of your Deskhand: '))))
  const key = process.stdin.isTTY
    ? await askSilently('API key: ')
    : environment.key || (await readStdin()).trim()
  if (key === '') throw new UsageError('An API key is needed: make one in the settings and give it by stdin.')
  if (!/^dh_[\x21-\x7e]{1,200}$/.test(key)) throw new UsageError('This is no API key: they begin with dh_.')
  const connection: Connection = { siteUrl, key, userAgent: `deskhand/${environment.version}` }
  const { company, apiKey } = await askApi(connection, me, { path: '/me' })
  const file = await keepSignIn(environment.configDir, connection)
  const facts = { siteUrl, company: company.name, scopes: apiKey?.scopes ?? [], file }
  output.show(facts, () => [
    `Signed in to ${output.strong(company.name)} at ${siteUrl} (${facts.scopes.join(', ')}). Kept in ${file}.`,
  ])
}

async function askAloud(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new UsageError('Name the address: deskhand login https://desk.example.com')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await lines.question(question)).trim()
  } finally {
    lines.close()
  }
}

/** A key that is typed or pasted is not shown. */
async function askSilently(question: string): Promise<string> {
  const { stdin } = process
  process.stderr.write(question)
  stdin.setRawMode(true)
  let typed = ''
  try {
    for await (const piece of stdin) {
      for (const key of String(piece)) {
        if (key === '\u0003') throw new UsageError('Nothing was kept.')
        if (key === '\r' || key === '\n') return typed
        typed = key === '\u007f' ? typed.slice(0, -1) : typed + key
      }
    }
    return typed
  } finally {
    stdin.setRawMode(false)
    process.stderr.write('\n')
  }
}

/** Mails in one JSON-lines file: appended as they come, so that a restart, even a kill -9, keeps them. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type CaughtMail, caughtMail } from './mail.ts'

const keptMails = 500

export type MailStore = {
  add: (mail: CaughtMail) => void
  /** Newest first. */
  list: (to?: string) => CaughtMail[]
}

export function openMailStore(file: string): MailStore {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  let mails = readMails(file).slice(-keptMails)
  rewrite(file, mails)
  return {
    add: (mail) => {
      appendFileSync(file, line(mail), { mode: 0o600 })
      mails = [...mails, mail].slice(-keptMails)
    },
    list: (to) => {
      const wanted = to?.trim().toLowerCase()
      return mails.filter((mail) => wanted === undefined || mail.to.toLowerCase() === wanted).reverse()
    },
  }
}

/** A line cut short by a crash is left out. */
function readMails(file: string): CaughtMail[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((text) => caughtMail.safeParse(parseJson(text)))
    .flatMap((parsed) => (parsed.success ? [parsed.data] : []))
}

function rewrite(file: string, mails: CaughtMail[]): void {
  const draft = `${file}.new`
  writeFileSync(draft, mails.map(line).join(''), { mode: 0o600 })
  renameSync(draft, file)
}

const line = (mail: CaughtMail) => `${JSON.stringify(mail)}\n`

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

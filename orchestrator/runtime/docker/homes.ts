// Homes as streams of tar, out of their volumes and into them: by tar itself, in a container that sees nothing else. Only while the
// desk does not run.
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Container } from 'dockerode'
import { AppError } from '#lib/errors.ts'
import { findDesk, removeContainer } from './containers.ts'
import { insideHome } from './desk-container.ts'
import { clearErrand, onErrand } from './errand.ts'
import { makeReadable, moveIn, unlock } from './home-scripts.ts'
import { ensureHome, removeHome } from './home-volume.ts'
import type { Host } from './host.ts'
import { collectOutput, firstOutput } from './output.ts'

const wordsLimitBytes = 16 * 1024

/** The desk's turn lasts until the stream has been read, or given up: nobody starts the desk in between. */
export function openHome(host: Host, deskId: string): Promise<Readable> {
  return new Promise((resolve, reject) => {
    host.turns
      .run(deskId, async () => {
        await requireStopped(host, deskId)
        await onErrand(host, deskId, async (container) => {
          await runScript(container, makeReadable, insideHome)
          const stream = Readable.from(packed(container), { objectMode: false })
          const closed = new Promise<void>((done) => stream.once('close', done))
          resolve(stream)
          await closed
        })
      })
      .catch(reject)
  })
}

/** Breaks where tar failed, so that nobody takes half a home for a whole one. */
async function* packed(container: Container): AsyncGenerator<Buffer> {
  let words = Buffer.alloc(0)
  const exec = await container.exec({
    Cmd: ['tar', '--create', '--file=-', `--directory=${insideHome}`, '.'],
    AttachStdout: true,
    AttachStderr: true,
  })
  const stream = await exec.start({ hijack: true, stdin: false })
  try {
    yield* firstOutput(stream, (text) => {
      // A home may hold a million things for tar to remark on.
      if (words.length < wordsLimitBytes) words = Buffer.concat([words, text])
    })
    requireDone((await exec.inspect()).ExitCode, words.toString('utf8'))
  } finally {
    stream.destroy()
  }
}

/** Unpacked beside what is there first: a home is replaced whole or not at all. */
export async function replaceHome(host: Host, deskId: string, tar: Readable): Promise<void> {
  await requireStopped(host, deskId)
  await ensureHome(host, deskId)
  await onErrand(host, deskId, async (container) => {
    const draft = `.restore-${randomUUID()}`
    const at = `${insideHome}/${draft}`
    await runScript(container, unlock, insideHome)
    await run(container, ['mkdir', '-m', '700', at])
    try {
      await run(container, ['tar', '--extract', '--file=-', `--directory=${at}`, '--no-same-owner'], tar)
    } catch (error) {
      await runScript(container, unlock, at)
      await run(container, ['rm', '-rf', at])
      throw error
    }
    await runScript(container, moveIn, insideHome, draft)
  })
}

/** Destroying what is destroyed does no harm. */
export async function destroyHome(host: Host, deskId: string): Promise<void> {
  const found = await requireStopped(host, deskId)
  if (found) await removeContainer(host.engine.getContainer(found.Id))
  await clearErrand(host, deskId)
  await removeHome(host, deskId)
}

async function requireStopped(host: Host, deskId: string) {
  const found = await findDesk(host, deskId)
  if (!found?.State.Running) return found
  throw new AppError('conflict', { detail: 'The desk still runs. Stop it first; its home is untouched.' })
}

const runScript = (container: Container, script: string, ...args: string[]) =>
  run(container, ['sh', '-euc', script, 'sh', ...args])

async function run(container: Container, command: string[], input?: Readable): Promise<void> {
  const takesInput = input !== undefined
  const exec = await container.exec({
    Cmd: command,
    AttachStdin: takesInput,
    AttachStdout: true,
    AttachStderr: true,
  })
  const stream = await exec.start({ hijack: true, stdin: takesInput })
  const output = collectOutput(stream, wordsLimitBytes)
  const fed = input ? pipeline(input, wholeTar, stream).then(nothing, String) : undefined
  // A broken input breaks the whole connection, what tar had to say included.
  const stderr = await output.then(
    (found) => found.stderr,
    (error: unknown) => String(error),
  )
  input?.destroy()
  const broken = await fed
  if (broken) throw incomplete(stderr || broken)
  requireDone((await exec.inspect()).ExitCode, stderr)
}

const endOfTar = Buffer.alloc(1024)

/** tar takes the end of its input for the end of the archive. Only two empty blocks say that it is. */
async function* wholeTar(tar: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let last: Buffer = Buffer.alloc(0)
  for await (const chunk of tar) {
    last = Buffer.concat([last, chunk]).subarray(-endOfTar.length)
    yield chunk
  }
  if (!last.equals(endOfTar)) throw new Error('The archive is cut off.')
}

const nothing = () => undefined

function requireDone(exitCode: number | null, words: string): void {
  if (exitCode !== 0) throw incomplete(words)
}

const incomplete = (words: string) =>
  new AppError('invalid', {
    detail: `The home could not be packed or unpacked whole; it is as it was. ${words.trim().slice(0, 500)}`,
  })

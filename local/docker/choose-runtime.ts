// Where desks run: in Docker where that is possible, else as processes. Once an installation has begun with one of them it stays,
// because the homes of its employees are there.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeskRuntimeName } from '../env.ts'
import { StartProblem } from '../problem.ts'
import type { EngineAnswer } from './ask-engine.ts'

export interface RuntimeChoice {
  home: string
  /** What the person at the terminal asks for. */
  wanted: DeskRuntimeName | undefined
  askEngine: () => Promise<EngineAnswer>
  /** Builds or fetches the images of desks. */
  prepareImages: () => Promise<void>
  say: (line: string) => void
  giveUp: AbortSignal
}

export async function chooseRuntime(choice: RuntimeChoice): Promise<DeskRuntimeName> {
  const { home, wanted, say } = choice
  const begunWith = readBegunWith(home)
  if (wanted && begunWith && wanted !== begunWith)
    say(`Desks so far: ${places[begunWith]}. What they hold stays there; the same employees begin anew here.`)
  if (wanted === 'process') return begin(choice, 'process', 'as asked for')
  if (wanted === 'docker' || begunWith === 'docker') return begin(choice, 'docker', await whyNoDocker(choice))
  if (begunWith === 'process')
    return begin(choice, 'process', 'because they began so; --runtime docker begins anew in Docker')
  const problem = await whyNoDocker(choice)
  if (!problem) return begin(choice, 'docker', undefined)
  // Not written down: nobody has a desk here yet, and next time there may be an engine.
  say(`Desks: ${places.process}, because ${problem}`)
  return 'process'
}

const places: Record<DeskRuntimeName, string> = {
  docker: 'in Docker, with a desktop each',
  process: 'as processes of this machine, without a desktop',
}

/** `because`: for Docker the problem that stands against it, if any; for processes the reason. */
function begin(
  { home, say, giveUp }: RuntimeChoice,
  runtime: DeskRuntimeName,
  because: string | undefined,
): DeskRuntimeName {
  giveUp.throwIfAborted()
  if (runtime === 'docker' && because)
    throw new StartProblem(
      `Desks shall run in Docker, but ${because}. Put that right, or start with --runtime process: desks then are processes of this machine.`,
    )
  say(`Desks: ${places[runtime]}${because ? `, ${because}` : ''}`)
  writeFileSync(fileIn(home), `${runtime}\n`)
  return runtime
}

async function whyNoDocker({ askEngine, prepareImages, giveUp }: RuntimeChoice): Promise<string | undefined> {
  const engine = await askEngine()
  if (!engine.answers) return `no Docker engine answers (${engine.why})`
  try {
    await prepareImages()
    return undefined
  } catch (error) {
    giveUp.throwIfAborted()
    return `their images cannot be had (${error instanceof Error ? error.message : String(error)})`
  }
}

const fileIn = (home: string) => join(home, 'desk-runtime')

/** What desks of this home ran in last. */
export const ranInDocker = (home: string): boolean => readBegunWith(home) === 'docker'

/** A home without the file is new, or has its desks as processes. */
function readBegunWith(home: string): DeskRuntimeName | undefined {
  if (existsSync(fileIn(home)))
    return readFileSync(fileIn(home), 'utf8').trim() === 'docker' ? 'docker' : 'process'
  const desks = join(home, 'desks')
  return existsSync(desks) && readdirSync(desks).length > 0 ? 'process' : undefined
}

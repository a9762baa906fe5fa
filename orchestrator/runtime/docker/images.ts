// The images that this host runs, always by their id: given by the operator, or built here from docker/.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'
import { type Engine, orMissing } from './engine.ts'
import { readImageSource } from './image-source.ts'
import { linesOf } from './keep-listening.ts'

export type ImageKind = 'desk' | 'gatehouse'

export interface ImageOptions {
  /** The folder docker/ of this installation. */
  sourceDir: string
  /** Ready ones, best pinned by digest. */
  given: Partial<Record<ImageKind, string>>
  buildArgs: Record<string, string>
  /** How to reach the web while building. */
  buildProxies?: Record<string, string>
}

type OnStep = (kind: ImageKind, step: string) => void

export interface Images {
  /** Makes sure that both are here. `onStep` is told how far a build is, as "12/31". */
  prepare: (onPhase: (phase: string) => void, onStep?: OnStep) => Promise<void>
  /** undefined until prepared. */
  own: (kind: ImageKind) => string | undefined
  /** The id of a desk's image: of a release, or this host's own. @throws AppError unavailable */
  ofDesk: (release: string | null) => Promise<string>
}

export function openImages(
  engine: Engine,
  { sourceDir, given, buildArgs, buildProxies = {} }: ImageOptions,
): Images {
  const own = new Map<ImageKind, string>()

  async function prepareOne(
    kind: ImageKind,
    onPhase: (phase: string) => void,
    onStep: OnStep,
  ): Promise<void> {
    const ready = given[kind]
    if (ready) {
      onPhase(`fetching_${kind}_image`)
      own.set(kind, await idOfGiven(engine, ready))
      return
    }
    const folder = join(sourceDir, kind)
    if (!existsSync(join(folder, 'Dockerfile')))
      throw new AppError('unavailable', {
        detail: `There is nothing to build the image of a ${kind} from. Name a ready one in ${kind.toUpperCase()}_IMAGE.`,
      })
    const args = kind === 'desk' ? buildArgs : {}
    const source = await readImageSource(folder, args)
    const tag = `deskhand-${kind}:${source.hash}`
    const there = await idOf(engine, tag)
    if (!there) {
      onPhase(`building_${kind}_image`)
      await build(engine, source.tar(), tag, { ...buildProxies, ...args }, (step) => onStep(kind, step))
    }
    own.set(kind, there ?? (await idOfGiven(engine, tag)))
  }

  return {
    async prepare(onPhase, onStep = () => undefined) {
      // One after the other: their first layer is the same, and made once.
      await prepareOne('gatehouse', onPhase, onStep)
      await prepareOne('desk', onPhase, onStep)
    },
    own: (kind) => own.get(kind),
    async ofDesk(release) {
      const id = release === null ? own.get('desk') : await idOfGiven(engine, release)
      if (id) return id
      throw new AppError('unavailable', {
        detail: 'The image of the desks is not ready yet. It is being made.',
      })
    },
  }
}

async function idOf(engine: Engine, name: string): Promise<string | undefined> {
  return (await orMissing(engine.getImage(name).inspect()))?.Id
}

/** Fetched from its registry when it is not here yet. */
async function idOfGiven(engine: Engine, name: string): Promise<string> {
  const there = await idOf(engine, name)
  if (there) return there
  try {
    await readToEnd(await engine.pull(name))
  } catch (error) {
    throw new AppError('unavailable', {
      detail: `The image "${name}" is not on this machine and could not be fetched: ${wordsOf(error)}`,
      cause: error,
    })
  }
  const fetched = await idOf(engine, name)
  if (fetched) return fetched
  throw new AppError('unavailable', { detail: `The image "${name}" could not be fetched.` })
}

async function build(
  engine: Engine,
  context: NodeJS.ReadableStream,
  tag: string,
  buildargs: Record<string, string>,
  onStep: (step: string) => void,
) {
  try {
    await readToEnd(await engine.buildImage(context, { t: tag, buildargs, forcerm: true }), onStep)
  } catch (error) {
    throw new AppError('unavailable', {
      detail: `The image "${tag}" could not be built: ${wordsOf(error)}`,
      cause: error,
    })
  }
}

/** A failure stands in the stream itself, after the engine has said 200. */
async function readToEnd(stream: NodeJS.ReadableStream, onStep?: (step: string) => void): Promise<void> {
  for await (const line of linesOf(stream)) {
    const step = /"stream":\s*"Step (\d+\/\d+) /.exec(line)?.[1]
    if (step) onStep?.(step)
    const failure = /"error":\s*("(?:[^"\\]|\\.)*")/.exec(line)?.[1]
    if (failure) throw new Error(String(JSON.parse(failure)))
  }
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message.trim() : String(error))

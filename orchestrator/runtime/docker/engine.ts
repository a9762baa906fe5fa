// The Docker engine: how to speak to it, and what its refusals mean.
import Dockerode from 'dockerode'
import { AppError } from '#lib/errors.ts'

export type Engine = Dockerode

const oldestApi = '1.41'
const answerWithinMs = 15_000

/** Where the engine listens is in DOCKER_HOST, as for every client of Docker; else at its usual socket. */
export function openEngine(socketPath?: string): Engine {
  return new Dockerode(socketPath ? { socketPath } : {})
}

/** @throws AppError unavailable, in words, when no engine answers or it is too old. */
export async function requireEngine(engine: Engine): Promise<{ runtimes: string[] }> {
  const [version, info] = await Promise.all([engine.version(), engine.info()]).catch((error: unknown) => {
    throw new AppError('unavailable', { detail: whyNoEngine(error), cause: error })
  })
  if (isOlder(version.ApiVersion, oldestApi))
    throw new AppError('unavailable', {
      detail: `The Docker engine is too old: it speaks API ${version.ApiVersion}, desks need ${oldestApi} (Docker 20.10) or newer.`,
    })
  return { runtimes: Object.keys(info.Runtimes ?? {}) }
}

function whyNoEngine(error: unknown): string {
  const where = error instanceof Error && 'address' in error ? ` at ${String(error.address)}` : ''
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ECONNREFUSED':
      return `No Docker engine answers${where}. Start Docker, or say in DOCKER_HOST where it listens.`
    case 'EACCES':
      return `This user may not speak to the Docker engine${where}. Add it to the group "docker".`
    default:
      return `The Docker engine does not answer: ${error instanceof Error ? error.message : String(error)}`
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** Pure. "1.9" is older than "1.41". */
export function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [thanMajor = 0, thanMinor = 0] = than.split('.').map(Number)
  return major < thanMajor || (major === thanMajor && minor < thanMinor)
}

/** The engine's HTTP status; undefined when it did not answer at all. */
function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' ? status : undefined
}

/** The engine knows that it is not there: the only reason to make it again. */
export const isMissing = (error: unknown): boolean => statusOf(error) === 404

/** It is there already, or is being removed right now. */
export const isConflict = (error: unknown): boolean => statusOf(error) === 409

/** Already as wanted: started, or stopped. */
export const isUnchanged = (error: unknown): boolean => statusOf(error) === 304

/** undefined where the engine says that there is none; any other failure stays one. */
export async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** For what must not wait for an engine that hangs. */
export const soon = () => AbortSignal.timeout(answerWithinMs)

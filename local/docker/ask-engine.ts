// Is there a Docker engine to work with? Asked of the engine itself: a socket's file may outlive it.
import Docker from 'dockerode'

export type EngineAnswer = { answers: true; version: string } | { answers: false; why: string }

const patienceMs = 3_000

/** Without `options` the engine is the one that DOCKER_HOST names, else the one at the usual socket. */
export async function askEngine(options?: Docker.DockerOptions): Promise<EngineAnswer> {
  try {
    const docker = new Docker({ timeout: patienceMs, ...options })
    await docker.ping()
    const { Version } = await docker.version()
    return { answers: true, version: Version }
  } catch (error) {
    return { answers: false, why: explain(error) }
  }
}

function explain(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  return reason.split('\n')[0]?.trim() || 'it refuses'
}

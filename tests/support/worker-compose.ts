// docker/worker/compose.yaml by the compose of this machine.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const folder = join(import.meta.dirname, '../../docker/worker')
const image = 'deskhand-worker-test'

/** Compose of today, else the one that Debian 12 has. */
export async function findCompose(): Promise<[string, ...string[]] | undefined> {
  const works = (program: string, ...args: string[]) =>
    run(program, [...args, 'version']).then(
      () => true,
      () => false,
    )
  if (await works('docker', 'compose')) return ['docker', 'compose']
  return (await works('docker-compose')) ? ['docker-compose'] : undefined
}

export async function runCompose(
  project: string,
  args: string[],
  environment: Record<string, string>,
): Promise<string> {
  const [program, ...first] = (await findCompose()) ?? ['docker-compose']
  const { stdout, stderr } = await run(program, [...first, '-p', project, ...args], {
    cwd: folder,
    maxBuffer: 50_000_000,
    env: {
      ...process.env,
      WORKER_IMAGE: image,
      DOCKER_BUILDKIT: '0',
      COMPOSE_DOCKER_CLI_BUILD: '0',
      ...environment,
    },
  })
  return `${stdout}${stderr}`
}

/** Where there is no compose there are no tests that want it. */
export async function buildWorkerImage(): Promise<void> {
  if (!(await findCompose())) return
  const nobody = { DESKHAND_URL: 'http://localhost', DESKHAND_API_KEY: 'none' }
  await runCompose('deskhand-test-build', ['build', '-q'], nobody)
}

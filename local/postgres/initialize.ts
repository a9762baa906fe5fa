/** Makes an empty cluster. It appears under its name only when complete, so a killed first start leaves nothing half made. */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { StartProblem } from '../problem.ts'
import type { PostgresPrograms } from './binaries.ts'
import { giveTo, launchWith, letPass, type Privileges } from './privileges.ts'

const run = promisify(execFile)

export async function initializeCluster(
  programs: PostgresPrograms,
  privileges: Privileges,
  cluster: { dataDir: string; password: string },
): Promise<void> {
  if (existsSync(join(cluster.dataDir, 'PG_VERSION'))) return
  const draft = `${cluster.dataDir}.new`
  const passwordFile = `${cluster.dataDir}.password`
  mkdirSync(dirname(cluster.dataDir), { recursive: true, mode: 0o700 })
  letPass(privileges, dirname(cluster.dataDir))
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, cluster.password, { mode: 0o600 })
  giveTo(privileges, draft)
  giveTo(privileges, passwordFile)
  try {
    await initdb(programs, privileges, draft, passwordFile)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(draft, cluster.dataDir)
}

async function initdb(
  programs: PostgresPrograms,
  privileges: Privileges,
  dataDir: string,
  passwordFile: string,
): Promise<void> {
  const launch = launchWith(privileges, programs.initdb, [
    `--pgdata=${dataDir}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ])
  const { uid, gid } = launch
  try {
    await run(launch.command, launch.args, {
      cwd: '/',
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    })
  } catch (error) {
    throw new StartProblem(`Postgres could not prepare ${dataDir}. ${firstComplaint(error)}`)
  }
}

function firstComplaint(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n').find((line) => line.startsWith('initdb: error')) ?? text
}

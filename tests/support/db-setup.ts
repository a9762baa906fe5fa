// Starts one Postgres for all test files of a run; projects that name this setup share it.
import type { TestProject } from 'vitest/node'
import { type DatabaseServer, startDatabaseServer } from './database-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseServerUrl: string
  }
}

declare global {
  var deskhandTestServer: { started: Promise<DatabaseServer>; users: number } | undefined
}

export default async function setup(project: TestProject) {
  globalThis.deskhandTestServer ??= { started: startDatabaseServer(), users: 0 }
  const shared = globalThis.deskhandTestServer
  shared.users += 1
  const server = await shared.started
  project.provide('databaseServerUrl', server.url)
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    globalThis.deskhandTestServer = undefined
    await server.stop()
  }
}

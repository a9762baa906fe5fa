// Stands in for the orchestrator or the app in tests of the supervisor: answers on a port, and can leave a desk behind.
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'

const [port, deskName] = process.argv.slice(2)
if (deskName) {
  const home = process.env.DESKHAND_HOME
  const desk = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    detached: true,
    stdio: 'ignore',
    env: { DESKHAND_HOME: home, DESKHAND_DESK_ID: deskName },
  })
  desk.unref()
}
createServer((_, answer) => answer.end(String(process.pid))).listen(Number(port), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))

// An orchestrator to be killed: starts one desk and then only exists. Arguments: home, desk id.
import { createProcessRuntime } from '#orchestrator/runtime/process/create-process-runtime.ts'
import { optionsForTest, specForTest } from './desk-installation.ts'

const [home = '', deskId = ''] = process.argv.slice(2)
const runtime = await createProcessRuntime(optionsForTest(home))
await runtime.make(specForTest(deskId))
await runtime.start(deskId)
process.stdout.write('started\n')
setInterval(() => undefined, 60_000)

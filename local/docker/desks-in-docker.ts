// The desks of a home in Docker, as far as the supervisor cares: they end with it, and --fresh leaves nothing of them. A home whose
// desks are processes has none, and an engine that does not answer is told of and never waited for.
import { ranInDocker } from './choose-runtime.ts'
import { installationOf } from './installation.ts'

type Say = (line: string) => void

/** Says how many containers were ended. */
export async function endDesksInDocker(home: string, say: Say, impatient = false): Promise<number> {
  const installation = ranInDocker(home) ? installationOf(home) : undefined
  if (!installation) return 0
  try {
    return await (impatient ? installation.kill() : installation.stop())
  } catch (error) {
    say(`The desks in Docker could not be stopped: ${wordsOf(error)}`)
    return 0
  }
}

/** Before the home itself goes: it is what tells which of all containers are its own. */
export async function removeDesksInDocker(home: string, say: Say): Promise<void> {
  const installation = installationOf(home)
  if (!installation) return
  try {
    await installation.remove()
  } catch (error) {
    // A machine without an engine, whose desks were always processes.
    if (!ranInDocker(home)) return
    say(
      `What this installation has in Docker could not be removed: ${wordsOf(error)}. It carries the label deskhand.installation=${installation.name}.`,
    )
  }
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

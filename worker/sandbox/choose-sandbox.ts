// Which walls stand around tasks, and what is true about them in words.
import { UsageError } from '../executor/choose-executor.ts'
import { whyNoBubblewrap } from './bubblewrap.ts'

interface ChosenSandbox {
  sandbox: 'bwrap' | 'none'
  says: string
}

/** @throws UsageError when walls are demanded and there are none. */
export async function chooseSandbox(wish: string, path: string): Promise<ChosenSandbox> {
  if (wish === 'none') return { sandbox: 'none', says: withoutWalls('as you asked (--sandbox none)') }
  if (wish === 'container')
    return { sandbox: 'none', says: 'Tasks run inside this container, which is the wall around them.' }
  const why = await whyNoBubblewrap(path)
  if (why === undefined)
    return {
      sandbox: 'bwrap',
      says: 'Tasks run behind bubblewrap: a read-only system, a home and a work folder of their own, nobody else’s files. The network is open.',
    }
  if (wish === 'bwrap') throw new UsageError(`Bubblewrap cannot be used: ${why}. Nothing was started.`)
  return { sandbox: 'none', says: withoutWalls(`because ${why}`) }
}

const withoutWalls = (reason: string) =>
  `No walls stand around tasks, ${reason}: they can read and change whatever you can. Run this worker in a container, or on a machine that holds nothing else.`

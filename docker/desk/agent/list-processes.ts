// The processes of the desk, from /proc: who started whom, and in which session.
import { readdir, readFile, readlink } from 'node:fs/promises'

export interface DeskProcess {
  pid: number
  parent: number
  session: number
  /** The program's own file, which no program can lie about; '' where it may not be seen. */
  file: string
  /** The first thing it was told, for Node the script. */
  firstArgument: string
}

export async function listProcesses(proc = '/proc'): Promise<DeskProcess[]> {
  const pids = (await readdir(proc)).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(pids.map((pid) => readProcess(proc, Number(pid))))
  return found.filter((process) => process !== null)
}

/** null for one that has ended meanwhile. Its name, in parentheses, may hold anything. */
async function readProcess(proc: string, pid: number): Promise<DeskProcess | null> {
  try {
    const stat = await readFile(`${proc}/${pid}/stat`, 'utf8')
    const [, parent, , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [file, [, firstArgument = '']] = await Promise.all([
      readlink(`${proc}/${pid}/exe`).catch(() => ''),
      readFile(`${proc}/${pid}/cmdline`, 'utf8').then((line) => line.split('\0')),
    ])
    return { pid, parent: Number(parent), session: Number(session), file, firstArgument }
  } catch {
    return null
  }
}

// The gateway writes its log itself and keeps it open across restarts of the orchestrator, so rotation copies and truncates.
import { copyFile, open, stat, truncate } from 'node:fs/promises'
import { isNoFile } from '../read-json.ts'

const rotateAboveBytes = 10 * 1024 * 1024
const tailBytes = 64 * 1024

export async function sizeOf(log: string): Promise<number> {
  try {
    return (await stat(log)).size
  } catch (error) {
    if (isNoFile(error)) return 0
    throw error
  }
}

export async function rotateLog(log: string, aboveBytes = rotateAboveBytes): Promise<void> {
  if ((await sizeOf(log)) <= aboveBytes) return
  await copyFile(log, `${log}.1`)
  await truncate(log, 0)
}

/** The end of what was written since an offset; all of it when the log has been rotated meanwhile. */
export async function readLogTail(log: string, sinceBytes: number): Promise<string> {
  const sizeBytes = await sizeOf(log)
  const since = sinceBytes > sizeBytes ? 0 : sinceBytes
  const from = Math.max(since, sizeBytes - tailBytes)
  if (from >= sizeBytes) return ''
  const file = await open(log, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sizeBytes - from), 0, sizeBytes - from, from)
    return buffer.subarray(0, bytesRead).toString('utf8')
  } finally {
    await file.close()
  }
}

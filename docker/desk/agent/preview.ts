// A small picture of the desktop as it is now. Whoever asks at the same time gets the same one.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const limits = { timeout: 10_000, maxBuffer: 32 * 1024 * 1024, encoding: 'buffer' as const }
const freshMs = 1000
const eighths = 8

export type Preview = (widthPx: number) => Promise<Buffer>

export function openPreview(input: {
  geometry: string
  environment: Record<string, string>
  now?: () => number
  take?: typeof takePicture
}): Preview {
  const { environment, now = Date.now, take = takePicture } = input
  const screenWidthPx = Number(input.geometry.split('x')[0])
  const recent = new Map<number, { takenAtMs: number; picture: Promise<Buffer> }>()
  return (widthPx) => {
    const scale = scaleFor(widthPx, screenWidthPx)
    const last = recent.get(scale)
    if (last && now() - last.takenAtMs < freshMs) return last.picture
    const picture = take(scale, environment)
    recent.set(scale, { takenAtMs: now(), picture })
    picture.catch(() => recent.delete(scale))
    return picture
  }
}

/** In eighths of the screen, at least as wide as asked for: those are the sizes a JPEG can be read at. Pure. */
export function scaleFor(widthPx: number, screenWidthPx: number): number {
  return Math.min(Math.max(Math.ceil((widthPx / screenWidthPx) * eighths), 1), eighths)
}

const pipeline =
  'maim --hidecursor --format jpg --quality 10 | djpeg -scale "$1/8" | cjpeg -quality 78 -optimize -progressive -sample 1x1'

async function takePicture(scale: number, environment: Record<string, string>): Promise<Buffer> {
  const { stdout } = await run('/bin/bash', ['-o', 'pipefail', '-c', pipeline, 'preview', String(scale)], {
    ...limits,
    env: { ...environment, NODE_ENV: 'production' },
  })
  return stdout
}

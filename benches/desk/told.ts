// The other end of startProgram: what a program was told, and how it says that it is ready.
import { z } from 'zod'

/** @throws Error when it was told something else. */
export function told<Shape extends z.ZodType>(shape: Shape): z.infer<Shape> {
  return shape.parse(JSON.parse(process.argv[2] ?? ''))
}

/** Whoever started the program holds the other end of its input. */
export function ready(port: number): void {
  process.stdin.resume().once('end', () => process.exit(0))
  console.log(port)
}

export const desktopPort = z.object({ desktopPort: z.int() })

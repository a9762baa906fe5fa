// Tells one listener how the desk is: now, after every change, and from time to time, one JSON a line. What changes while the
// listener is slow is told once, as it is then.
import type { ServerResponse } from 'node:http'
import type { DeskBoard } from './desk-board.ts'

const repeatMs = 15_000

export function streamStatus(board: DeskBoard, response: ServerResponse, everyMs = repeatMs): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' })
  let isFull = false
  let isDue = false
  const tell = () => {
    isDue = isFull
    if (!isFull) isFull = !response.write(`${JSON.stringify(board.status())}\n`)
  }
  response.on('drain', () => {
    isFull = false
    if (isDue) tell()
  })
  const stop = board.onChange(tell)
  const timer = setInterval(tell, everyMs)
  response.on('close', () => {
    stop()
    clearInterval(timer)
  })
  tell()
}

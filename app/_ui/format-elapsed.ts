/** "0 s", "9 s", "1 min 05 s", "2 h 03 min", "3 d 4 h": two units at most, so a ticking figure keeps its width. */
export function formatElapsed(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (days > 0) return `${days} d ${hours % 24} h`
  if (hours > 0) return `${hours} h ${pad(minutes % 60)} min`
  if (minutes > 0) return `${minutes} min ${pad(seconds % 60)} s`
  return `${seconds} s`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

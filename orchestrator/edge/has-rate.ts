import { AppError } from '#lib/errors.ts'
import { hitRate } from '#lib/limit/hit-rate.ts'

/** Counts one more in this minute. False for one too many. */
export async function hasRate(bucket: string, perMinute: number): Promise<boolean> {
  try {
    await hitRate({ bucket, hits: perMinute, windowSeconds: 60 })
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'rate_limited') return false
    throw error
  }
}

// What every command gets: whom it speaks to and how it answers.
import type { Connection } from '#lib/wire/client.ts'
import type { CliEnvironment } from './env.ts'
import type { Output } from './output.ts'

export interface Act {
  environment: CliEnvironment
  output: Output
  /** @throws UsageError when nobody has signed in. */
  connect: () => Promise<Connection>
}

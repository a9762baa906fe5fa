// What every command gets: whom it speaks to and how it answers.
import type { Command } from 'commander'
import type { Connection } from '#lib/wire/client.ts'
import type { CliEnvironment } from './env.ts'
import type { Output } from './output.ts'

export interface Act {
  environment: CliEnvironment
  output: Output
  /** @throws UsageError when nobody has signed in. */
  connect: () => Promise<Connection>
}

/** Adds its commands; `act` is asked for when one of them runs, because options are known only then. */
export type AddCommands = (program: Command, act: () => Act) => void

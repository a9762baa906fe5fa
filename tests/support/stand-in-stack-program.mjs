// `npm start` with the real Postgres and services, and stand-ins for what the supervisor does not know from the inside.
import { fileURLToPath } from 'node:url'
import { runUntilStopped } from '#local/run-until-stopped.ts'

const program = fileURLToPath(new URL('stand-in-program.mjs', import.meta.url))
const standIn = (part, ...more) => ({ ...part, args: [program, new URL(part.readyUrl).port, ...more] })

process.exit(
  await runUntilStopped({
    build: async () => {},
    changeParts: (parts) => ({
      ...parts,
      orchestrator: standIn(parts.orchestrator, 'ada'),
      app: standIn(parts.app),
    }),
  }),
)

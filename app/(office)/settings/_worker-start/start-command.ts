// How a worker outside is started, as one types it. The key travels in the environment: it shows in no list of processes.

const placeholder = '<your key>'

export interface WorkerStart {
  siteUrl: string
  /** Left out, a placeholder stands there. */
  secret?: string
}

export function commandLines({ siteUrl, secret = placeholder }: WorkerStart): string {
  return [
    `export DESKHAND_URL=${siteUrl}`,
    `export DESKHAND_API_KEY='${secret}'`,
    'npm run deskhand -- worker start',
  ].join('\n')
}

export function composeLines({ siteUrl, secret = placeholder }: WorkerStart): string {
  return [
    `export DESKHAND_URL=${siteUrl}`,
    `export DESKHAND_API_KEY='${secret}'`,
    'docker compose -f docker/worker/compose.yaml up',
  ].join('\n')
}

// What the container is told about its place.
import type { Endpoint } from './network.ts'
import { isName } from './read-authority.ts'

export interface Settings {
  key: string
  modelProxy: Endpoint
  hosts: Map<string, Endpoint>
}

/** @throws Error naming the variable that is missing or wrong, never its value. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const key = environment.GATEHOUSE_KEY ?? ''
  if (key.length < shortestKey)
    throw new Error(`GATEHOUSE_KEY has to have at least ${shortestKey} characters`)
  const modelProxy = readEndpoint(environment.GATEHOUSE_MODEL_PROXY ?? '')
  if (!modelProxy) throw new Error('GATEHOUSE_MODEL_PROXY has to be host:port')
  return { key, modelProxy, hosts: readHosts(environment.GATEHOUSE_HOSTS ?? '') }
}

const shortestKey = 16

/** "intranet.example=10.0.0.7:8080,…" */
function readHosts(text: string): Map<string, Endpoint> {
  const entries = text.split(',').filter((entry) => entry.trim() !== '')
  return new Map(
    entries.map((entry) => {
      const [name = '', place = ''] = entry.trim().toLowerCase().split('=')
      const endpoint = readEndpoint(place)
      if (!endpoint || !isName(name)) throw new Error('GATEHOUSE_HOSTS has to be name=address:port,…')
      return [name, endpoint]
    }),
  )
}

function readEndpoint(text: string): Endpoint | undefined {
  const [, host = '', port] = /^([a-zA-Z0-9._-]{1,253}):(\d{1,5})$/.exec(text) ?? []
  const number = Number(port)
  return number >= 1 && number <= 65_535 ? { host, port: number } : undefined
}

// The agent's own settings, from the container's environment. The door's key is taken out of it, for nobody else to see.

export interface Settings {
  doorKey: string
  deskId: string
  homeLimitBytes: number
  geometry: string
  /** Proxies and zone: what every program at the desk may know. */
  shared: Record<string, string>
  /** Where Chromium goes out; without one it goes straight. */
  browserProxy: string | null
}

const sharedNames = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'NODE_USE_ENV_PROXY', 'TZ', 'LANG']
const defaultHomeLimitBytes = 5 * 1024 ** 3
const shortestKey = 32

export function takeSettings(environment: Record<string, string | undefined>): Settings {
  const doorKey = environment.DESK_DOOR_KEY ?? ''
  delete environment.DESK_DOOR_KEY
  if (doorKey.length < shortestKey)
    throw new Error(`DESK_DOOR_KEY is missing or shorter than ${shortestKey} characters.`)
  const geometry = environment.DESK_GEOMETRY ?? '1280x800'
  if (!/^\d{3,4}x\d{3,4}$/.test(geometry)) throw new Error('DESK_GEOMETRY is a size such as 1280x800.')
  const homeLimitBytes = Number(environment.DESK_HOME_LIMIT_BYTES ?? defaultHomeLimitBytes)
  if (!Number.isSafeInteger(homeLimitBytes) || homeLimitBytes <= 0)
    throw new Error('DESK_HOME_LIMIT_BYTES is a number of bytes.')
  return {
    doorKey,
    deskId: environment.DESK_ID ?? '',
    homeLimitBytes,
    geometry,
    shared: sharedOf(environment),
    browserProxy: environment.HTTPS_PROXY ?? environment.HTTP_PROXY ?? null,
  }
}

/** Programs disagree about the case of these names. */
function sharedOf(environment: Record<string, string | undefined>): Record<string, string> {
  const given = sharedNames.flatMap((name): [string, string][] => {
    const value = environment[name]
    if (value === undefined) return []
    return name.endsWith('_PROXY') && name !== 'NODE_USE_ENV_PROXY'
      ? [
          [name, value],
          [name.toLowerCase(), value],
        ]
      : [[name, value]]
  })
  return Object.fromEntries(given)
}

// What makes a desk an employee's: files, configuration, environment. It stays in memory, except for the files.

export interface HandoverFile {
  path: string
  content: string
}

export interface Handover {
  generation: number
  filesHash: string
  configHash: string
  files: HandoverFile[]
  gatewayConfig: object
  environment: Record<string, string>
}

/** Throws RangeError, in words, where the body is not one. */
export function parseHandover(body: unknown): Handover {
  const given = objectIn(body, 'The handover')
  const { generation, filesHash, configHash, files } = given
  if (typeof generation !== 'number' || !Number.isSafeInteger(generation))
    throw new RangeError('generation is a whole number.')
  if (typeof filesHash !== 'string' || typeof configHash !== 'string')
    throw new RangeError('filesHash and configHash are texts.')
  if (!Array.isArray(files)) throw new RangeError('files is a list.')
  return {
    generation,
    filesHash,
    configHash,
    files: files.map(parseFile),
    gatewayConfig: objectIn(given.gatewayConfig, 'gatewayConfig'),
    environment: parseEnvironment(given.environment),
  }
}

function parseFile(value: unknown): HandoverFile {
  const { path, content } = objectIn(value, 'A file')
  if (typeof path !== 'string' || typeof content !== 'string')
    throw new RangeError('A file has a path and a content, both texts.')
  return { path, content }
}

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/

function parseEnvironment(value: unknown): Record<string, string> {
  const entries = Object.entries(objectIn(value, 'environment')).map(([name, text]): [string, string] => {
    if (!variableName.test(name) || typeof text !== 'string' || text.includes('\0'))
      throw new RangeError('environment has names of variables, and texts.')
    return [name, text]
  })
  return Object.fromEntries(entries)
}

function objectIn(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RangeError(`${name} is an object.`)
  return Object.fromEntries(Object.entries(value))
}

const secretName = /key|token|secret|password|credential/i

/** What may never be seen in a log. */
export function secretsOf(handover: Handover | null): string[] {
  return Object.entries(handover?.environment ?? {}).flatMap(([name, value]) =>
    secretName.test(name) ? [value] : [],
  )
}

/** Exactly these entries. Next's types demand NODE_ENV of every environment, which a desk must not have. */
export function processEnvironment(entries: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = Object.create(null)
  for (const [name, value] of Object.entries(entries)) {
    if (value !== undefined) environment[name] = value
  }
  return environment
}

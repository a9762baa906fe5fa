/** Next's types want NODE_ENV in every environment; no process of ours needs it. */
export function processEnvironment(variables: Record<string, string>): NodeJS.ProcessEnv {
  return Object.assign(Object.create(null), variables)
}

// What the agent itself wants of Chromium's debugging port.

const answerLimitMs = 5000

interface Version {
  webSocketDebuggerUrl: string
}

export async function browserAnswers(port: number): Promise<boolean> {
  return (await askVersion(port)) !== null
}

/** Closed this way, Chromium writes down its profile in full. Throws when it cannot be asked. */
export async function askBrowserToClose(port: number): Promise<void> {
  const version = await askVersion(port)
  if (!version) throw new Error('The browser does not answer.')
  await new Promise<void>((resolve, reject) => {
    const socket = new WebSocket(version.webSocketDebuggerUrl)
    socket.onopen = () => socket.send(JSON.stringify({ id: 1, method: 'Browser.close' }))
    socket.onclose = () => resolve()
    socket.onerror = () => reject(new Error('The browser did not take the word to close.'))
  })
}

export async function askVersion(port: number): Promise<Version | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/json/version`, {
      signal: AbortSignal.timeout(answerLimitMs),
    })
    const body: unknown = await response.json()
    const isVersion = typeof body === 'object' && body !== null && 'webSocketDebuggerUrl' in body
    return isVersion && typeof body.webSocketDebuggerUrl === 'string'
      ? { webSocketDebuggerUrl: body.webSocketDebuggerUrl }
      : null
  } catch {
    return null
  }
}

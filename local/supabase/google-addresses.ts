/** lite has Google's addresses built in; in this process they lead to the emulator. */
const signInPage = 'https://accounts.google.com'
const tokenEndpoint = 'https://oauth2.googleapis.com/token'
const apis = 'https://www.googleapis.com/'

/** Where a browser goes instead of Google's sign-in page; undefined for any other address. */
export function localSignInPage(location: string | null, googleUrl: string): string | undefined {
  return location?.startsWith(signInPage) ? location.replace(signInPage, googleUrl) : undefined
}

/** Returns what undoes it. */
export function redirectGoogleCalls(googleUrl: string): () => void {
  const realFetch = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const local = localApi(url, googleUrl)
    return realFetch(local ?? input, init)
  }
  return () => {
    globalThis.fetch = realFetch
  }
}

function localApi(url: string, googleUrl: string): string | undefined {
  if (url === tokenEndpoint) return `${googleUrl}/oauth2/token`
  return url.startsWith(apis) ? url.replace(apis, `${googleUrl}/`) : undefined
}

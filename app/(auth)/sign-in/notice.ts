// What brought somebody back to the sign-in page, in words. Only our own words: nothing from the address is shown.

interface Notice {
  tone: 'info' | 'error'
  title: string
  text: string
}

const notices: Record<string, Notice> = {
  'google-denied': {
    tone: 'info',
    title: 'Google was not asked to let you in',
    text: 'You cancelled, or your organisation does not allow it. Nothing was changed. Try again, or use your e-mail address.',
  },
  'google-failed': {
    tone: 'error',
    title: 'Signing in with Google did not work',
    text: 'It took too long, was opened twice, or began in another browser. Nothing was changed. Try again, or use your e-mail address.',
  },
  everywhere: {
    tone: 'info',
    title: 'You are signed out everywhere',
    text: 'Every device has to sign in again. Your employees go on working.',
  },
}

export function noticeOf(query: Record<string, string | string[] | undefined>): Notice | undefined {
  const key = query.problem ?? query.ended
  return typeof key === 'string' && Object.hasOwn(notices, key) ? notices[key] : undefined
}

/** Who can be picked on the local Google page, and the client the local Supabase API signs in with. */
export const googleAccounts = [
  { email: 'ada@example.com', name: 'Ada Lovelace' },
  { email: 'grace@example.com', name: 'Grace Hopper' },
  { email: 'alan@example.com', name: 'Alan Turing' },
]

export const googleClient = { id: 'deskhand.apps.googleusercontent.com', secret: 'local-google-client' }

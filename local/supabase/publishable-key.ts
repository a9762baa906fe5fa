/** What the app shows Supabase; it gives no right by itself, so every local stack has the same. */
export const publishableKey = 'sb_publishable_deskhand_local'

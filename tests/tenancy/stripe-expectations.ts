/** Who may call the functions of checkouts, customers and events. */
export const stripeFunctions: Record<string, readonly string[]> = {
  begin_checkout: ['deskhand_app'],
  end_checkout: ['deskhand_app'],
  keep_customer: ['deskhand_app'],
  want_sync: ['deskhand_app'],
  note_stripe_event: ['deskhand_app'],
}

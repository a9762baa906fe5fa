// What is carried while a card is dragged.

export const dragKind = 'task'

/** The task that is dragged; undefined for anything else. */
export function draggedId(data: Record<string | symbol, unknown>): string | undefined {
  return data.kind === dragKind && typeof data.id === 'string' ? data.id : undefined
}

export type Decision =
  | { kind: 'text'; text: string; durationMs?: number }
  /** `json`: what the model writes instead of the input, when that is no JSON at all. */
  | { kind: 'tool'; text: string; name: string; input: Record<string, unknown>; json?: string }
  | { kind: 'fail'; status: number; once: boolean }
  | { kind: 'hang' }

// A part of the check: one question about the whole tree, with every answer that is not as it should be.

export interface Outcome {
  /** Each one line a person can act on; none means the part passed. */
  findings: string[]
  /** A figure or a table worth seeing even when all is well. */
  note?: string
}

export interface Part {
  name: string
  run: (root: string) => Outcome | Promise<Outcome>
}

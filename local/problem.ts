/** A thing the person at the terminal can put right: shown as one plain line, without a stack. */
export class StartProblem extends Error {
  override name = 'StartProblem'
}

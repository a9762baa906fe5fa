import type { Allowance } from '#lib/allowance/read-allowances.ts'

/** What a cap means for whoever has one; `counts`: how the company's does. */
export function WhatAllowancesDo({ counts }: Pick<Allowance, 'counts'>) {
  return (
    <details className="mt-4">
      <summary className="disclosure py-1 text-muted max-sm:py-3">What an allowance does</summary>
      <div className="mt-1 flex max-w-read flex-col gap-2 text-muted text-sm">
        <p>
          It is a cap, not a price. Before every call to a model, what that call could cost at most is held
          back. If it would pass the cap of the company, the employee or the task, the call is not made.
        </p>
        <p>
          The employee then stops where they are and asks you. Raise the cap and they go on from there; leave
          it and they wait until it begins anew. Nothing is lost, and nothing is spent beyond it.
        </p>
        <p>
          {counts === 'always'
            ? 'Allowances of employees begin anew on the first of each month at midnight UTC. Those of tasks do not, and neither does the company’s before its first payment: what a plan includes begins with that.'
            : 'Allowances begin anew on the first of each month at midnight UTC. Those of tasks do not.'}
        </p>
      </div>
    </details>
  )
}

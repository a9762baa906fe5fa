import { randomUUID } from 'node:crypto'
import type { CompanyFile } from '#lib/admin/read-company.ts'
import {
  extendTheTrial,
  readStripeAgain,
  setTheExtraAllowance,
  suspendCompany,
  unsuspendCompany,
} from '../../_actions/acts.ts'
import { ActButton } from '../../_parts/act-button.tsx'

const microsPerDollar = 1_000_000

/** What an operator can do to a company; each asks for a reason. */
export function CompanyActs({ company }: { company: CompanyFile }) {
  const { id, name, suspendedAt, customer, subscription, entitlement, extraMicros } = company
  return (
    <div className="flex flex-wrap gap-2 py-4">
      {!subscription && (
        <ActButton
          label={entitlement.trialEndsAt ? 'Extend the trial' : 'Give a trial'}
          title={entitlement.trialEndsAt ? 'Extend the trial' : 'Give a trial'}
          description="From its end on; where that is past, from now on. Employees that were stopped run again."
          done="The trial goes on."
          amount={{ label: 'Days', hint: 'At most 90.', initial: '7' }}
          actId={randomUUID()}
          subjectId={id}
          action={extendTheTrial}
        />
      )}
      <ActButton
        label="Grant extra allowance"
        title="Extra allowance"
        description="Model cost on top of what the plan includes, each month, until it is set otherwise."
        done="The allowance is set."
        amount={{
          label: 'Dollars a month',
          hint: 'All of the extra, not what is added.',
          initial: String(extraMicros / microsPerDollar),
        }}
        actId={randomUUID()}
        subjectId={id}
        action={setTheExtraAllowance}
      />
      {customer?.stripeCustomerId && (
        <ActButton
          label="Read Stripe again"
          title="Read Stripe again"
          description="What Stripe says of this customer is read anew, and what follows from it is settled."
          done="Stripe is being read."
          actId={randomUUID()}
          subjectId={id}
          action={readStripeAgain}
        />
      )}
      {suspendedAt ? (
        <ActButton
          label="Take the suspension back"
          title={`Let ${name} work again?`}
          description="The company has back whatever its trial or subscription gives it."
          done="The suspension is taken back."
          actId={randomUUID()}
          subjectId={id}
          action={unsuspendCompany}
        />
      ) : (
        <ActButton
          isDanger
          label="Suspend"
          title={`Suspend ${name}?`}
          description="Its employees stop within a minute, whoever pays. Everything is kept, and it can be taken back."
          done="The company is suspended."
          actId={randomUUID()}
          subjectId={id}
          action={suspendCompany}
        />
      )}
    </div>
  )
}

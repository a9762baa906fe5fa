'use client'
import { AlertDialog } from '../../../_ui/alert-dialog.tsx'
import { Button } from '../../../_ui/button.tsx'
import { leave } from '../../_actions/members.ts'
import { useAct } from '../_settings/use-act.ts'

/** The last owner stays: somebody has to answer for the company. */
export function Leave({ companyName, isLastOwner }: { companyName: string; isLastOwner: boolean }) {
  const { run } = useAct()
  return (
    <section aria-labelledby="leave" className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-60">
        <h2 id="leave" className="font-semibold">
          Leave
        </h2>
        <p className="mt-1 text-muted">
          {isLastOwner
            ? 'You are the only owner, and a company always has one. Make somebody else an owner first; then you can leave.'
            : 'You stop being a member here. Your account and your other companies stay.'}
        </p>
      </div>
      {!isLastOwner && (
        <AlertDialog
          title={`Leave ${companyName}?`}
          description="You can no longer open this company. What you wrote stays with it. To come back, you need an invitation."
          confirm="Leave"
          trigger={<Button>Leave</Button>}
          onConfirm={() => run(leave)}
        />
      )}
    </section>
  )
}

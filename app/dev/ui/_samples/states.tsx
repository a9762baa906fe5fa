import { Banner } from '../../../_ui/banner.tsx'
import { Button } from '../../../_ui/button.tsx'
import { Card } from '../../../_ui/card.tsx'
import { Elapsed } from '../../../_ui/elapsed.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { Lamp } from '../../../_ui/lamp.tsx'
import { PageHeader } from '../../../_ui/page-header.tsx'
import { RelativeTime } from '../../../_ui/relative-time.tsx'
import { Skeleton } from '../../../_ui/skeleton.tsx'
import { StepList } from '../../../_ui/step-list.tsx'
import { Sample } from './sample.tsx'

const now = Date.now()

export function States() {
  return (
    <>
      <Sample title="Banner">
        <div className="flex w-full flex-col gap-2">
          <Banner>The practice model answers: no key is set.</Banner>
          <Banner tone="warn" title="Ada is close to her cap" action={<Button>Raise the cap</Button>}>
            $11.20 of $12.00 used this month. At the cap she stops; nothing is lost.
          </Banner>
          <Banner tone="error" title="The desk could not start">
            The disk is full. Your messages are safe. Free some space, then press Restart.
          </Banner>
        </div>
      </Sample>
      <Sample title="Steps, times">
        <Card className="w-full max-w-[420px]">
          <StepList
            label="Launch"
            steps={[
              { key: 'a', label: 'Desk reserved', state: 'done', startedAt: now - 9000, endedAt: now - 8000 },
              {
                key: 'b',
                label: 'Gateway starting',
                state: 'running',
                startedAt: now - 8000,
                note: 'Usually 8 to 15 s',
              },
              { key: 'c', label: 'Saying hello', state: 'waiting' },
              { key: 'd', label: 'Photo taken', state: 'failed', note: 'No camera here.' },
            ]}
          />
        </Card>
        <p>
          Since <Elapsed since={now - 65_000} />, seen <RelativeTime at={now - 3 * 3_600_000} />
        </p>
      </Sample>
      <Sample title="Page header">
        <div className="w-full">
          <PageHeader
            lead={<Lamp state="lit" size={32} />}
            title="Ada of the very long name that does not fit into the width of any phone"
            text="Researcher"
            actions={<Button>Pause</Button>}
          />
        </div>
      </Sample>
      <Sample title="Loading, empty">
        <div className="flex w-64 flex-col gap-2">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-3/4" />
        </div>
        <Card className="flex-1">
          <EmptyState
            drawing={<Lamp state="off" size={96} label={null} />}
            title="Every desk is free."
            text="Hire somebody and their lamp will burn here."
            action={<Button tone="primary">Hire</Button>}
          />
        </Card>
      </Sample>
    </>
  )
}

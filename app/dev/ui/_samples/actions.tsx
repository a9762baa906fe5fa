'use client'
import { Pause, Plus, Settings } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '../../../_ui/badge.tsx'
import { Button } from '../../../_ui/button.tsx'
import { ButtonLink } from '../../../_ui/button-link.tsx'
import { CopyButton } from '../../../_ui/copy-button.tsx'
import { IconButton } from '../../../_ui/icon-button.tsx'
import { Kbd } from '../../../_ui/kbd.tsx'
import { LinkTabs } from '../../../_ui/link-tabs.tsx'
import { LoadMore } from '../../../_ui/load-more.tsx'
import { Pagination } from '../../../_ui/pagination.tsx'
import { Sample } from './sample.tsx'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

export function Actions() {
  const [busy, setBusy] = useState(true)
  return (
    <>
      <Sample title="Button">
        <Button tone="primary">
          <Plus {...icon} /> Hire
        </Button>
        <Button>
          <Pause {...icon} /> Pause
        </Button>
        <Button tone="plain">Cancel</Button>
        <Button tone="danger">Fire Ada</Button>
        <Button tone="primary" busy={busy}>
          Launching
        </Button>
        <Button onClick={() => setBusy(!busy)}>Toggle busy</Button>
        <Button disabled>Disabled</Button>
        <ButtonLink href="/dev/ui" tone="primary" size="lg">
          Hire your first employee
        </ButtonLink>
        <IconButton label="Settings">
          <Settings {...icon} />
        </IconButton>
        <CopyButton text="dh_live_example" label="Copy the key" />
      </Sample>
      <Sample title="Badge, Kbd">
        <Badge>Draft</Badge>
        <Badge tone="lamp">Practice model</Badge>
        <Badge tone="good">Done</Badge>
        <Badge tone="bad">Failed</Badge>
        <Badge tone="link">Plan</Badge>
        <Kbd>⌘</Kbd>
        <Kbd>K</Kbd>
      </Sample>
      <Sample title="Tabs, pages">
        <div className="w-full border-line border-b">
          <LinkTabs
            label="Ada"
            tabs={[
              { href: '/dev/ui', label: 'Chat', aside: <Badge>3</Badge> },
              { href: '/dev/other', label: 'Settings' },
            ]}
          />
        </div>
        <div className="w-full">
          <LoadMore onLoad={() => {}} />
          <Pagination label="Pages" previousHref="/dev/ui" nextHref="/dev/ui" />
        </div>
      </Sample>
    </>
  )
}

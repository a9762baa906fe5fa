import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { configuredModels } from '../_edge/models.ts'
import { currentMember } from '../_edge/session.ts'
import { LiveProvider } from '../_live/live-provider.tsx'
import { headlineFont } from '../_ui/headline-font.ts'
import { Toaster } from '../_ui/toast.tsx'
import { SeatOfferProvider } from './_billing/seat-offer.tsx'
import { StandingNotice } from './_billing/standing-notice.tsx'
import { StandingProvider } from './_billing/standing-provider.tsx'
import { NeedsProvider } from './_needs/needs-provider.tsx'
import { Notices } from './_office/notices.tsx'
import { OfferModels } from './_office/offer-models.tsx'
import { OfficeProvider } from './_office/office-provider.tsx'
import { Rail } from './_office/rail.tsx'
import { readOffice } from './_office/read-office.ts'
import { TopBar } from './_office/top-bar.tsx'

export const metadata: Metadata = { robots: { index: false } }

/** Who is not signed in is sent away by the page, which knows where to come back to. */
export default async function OfficeLayout({ children }: { children: ReactNode }) {
  const member = await currentMember()
  if (!member) return children
  const { position, office, nextCursor, companies, standing, model, needs, facts } = await readOffice(member)
  return (
    <LiveProvider key={member.companyId} after={position}>
      <OfferModels models={configuredModels()} />
      <OfficeProvider me={facts} initial={office} position={position} nextCursor={nextCursor}>
        <StandingProvider standing={standing}>
          <SeatOfferProvider>
            <NeedsProvider initial={needs}>
              <a
                href="#content"
                className="floating sr-only z-50 px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
              >
                Skip to the content
              </a>
              <div className={`${headlineFont.variable} flex h-dvh`}>
                <aside className="hidden w-60 shrink-0 border-line border-r md:flex">
                  <Rail companies={companies} />
                </aside>
                <div className="flex min-w-0 flex-1 flex-col">
                  <TopBar companies={companies} />
                  <Notices model={model} />
                  <StandingNotice />
                  <main
                    id="content"
                    tabIndex={-1}
                    className="relative min-h-0 flex-1 overflow-y-auto outline-none"
                  >
                    {children}
                  </main>
                </div>
              </div>
              <Toaster />
            </NeedsProvider>
          </SeatOfferProvider>
        </StandingProvider>
      </OfficeProvider>
    </LiveProvider>
  )
}

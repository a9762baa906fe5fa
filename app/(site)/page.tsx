import type { Metadata } from 'next'
import { Closing } from './_landing/closing.tsx'
import { Hero } from './_landing/hero.tsx'
import { LampLegend } from './_landing/lamp-legend.tsx'
import { Pricing } from './_landing/pricing.tsx'
import { Questions } from './_landing/questions.tsx'
import { Roles } from './_landing/roles.tsx'
import { Steps } from './_landing/steps.tsx'
import { Trust } from './_landing/trust.tsx'
import { WhatTheyDo } from './_landing/what-they-do.tsx'

export const metadata: Metadata = { alternates: { canonical: '/' } }

export default function LandingPage() {
  return (
    <main id="content">
      <Hero />
      <WhatTheyDo />
      <Roles />
      <Steps />
      <LampLegend />
      <Trust />
      <Pricing />
      <Questions />
      <Closing />
    </main>
  )
}

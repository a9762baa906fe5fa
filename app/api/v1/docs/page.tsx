// The API for people who write programs: made from the same registry as the routes and the OpenAPI document.
import type { Metadata } from 'next'
import { siteUrl } from '#app/_edge/env.ts'
import { allOperations, apiBase } from '#lib/wire/operations.ts'
import { Contents } from './_parts/contents.tsx'
import { DocsHeader } from './_parts/docs-header.tsx'
import { Introduction } from './_parts/introduction.tsx'
import { OperationSection } from './_parts/operation-section.tsx'
import { Problems } from './_parts/problems.tsx'
import { anchorOf } from './_parts/words.ts'

export const metadata: Metadata = {
  title: 'API',
  description: 'Hire employees, talk to them and follow what they do, from your own programs.',
}

export default function DocsPage() {
  const baseUrl = `${siteUrl()}${apiBase}`
  const tags = [...new Set(allOperations.map(({ tag }) => tag))]
  return (
    <>
      <DocsHeader />
      <div className="mx-auto flex max-w-page gap-12 px-4 sm:px-6">
        <Contents tags={tags} />
        <main id="content" className="min-w-0 flex-1 pt-10 pb-24">
          <Introduction baseUrl={baseUrl} />
          {tags.map((tag) => (
            <section key={tag} aria-labelledby={anchorOf(tag)} className="mt-16">
              <h2 id={anchorOf(tag)} className="font-semibold text-lg">
                {tag}
              </h2>
              {allOperations
                .filter((operation) => operation.tag === tag)
                .map((operation) => (
                  <OperationSection key={operation.id} operation={operation} baseUrl={baseUrl} />
                ))}
            </section>
          ))}
          <Problems />
        </main>
      </div>
    </>
  )
}

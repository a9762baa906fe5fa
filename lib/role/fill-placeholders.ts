// Fills the five places a role's markdown may leave open. One pass: what is filled in is never read again.

const placeholders = ['employee_name', 'tone', 'company_name', 'company_about', 'role_name'] as const

type Placeholder = (typeof placeholders)[number]
export type PlaceholderValues = Readonly<Record<Placeholder, string>>

/** @throws Error for a place that is not one of the five: a slip in our own markdown. */
export function fillPlaceholders(markdown: string, values: PlaceholderValues): string {
  return markdown.replace(/\{\{([^{}]*)\}\}/g, (_, inside: string) => {
    const placeholder = placeholders.find((name) => name === inside)
    if (!placeholder) throw new Error(`{{${inside}}} is no place that can be filled`)
    return values[placeholder]
  })
}

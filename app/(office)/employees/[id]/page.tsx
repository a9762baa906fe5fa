import { redirect } from 'next/navigation'

/** The chat is where one lands. */
export default async function EmployeePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  redirect(`/employees/${encodeURIComponent(id)}/chat`)
}

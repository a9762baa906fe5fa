// A company in the product with employees who are ready.
import type { Employee } from '#lib/wire/employee.ts'
import type { Product } from '#tests/support/product.ts'
import { openProductOffice, type ProductOffice } from '#tests/support/product-office.ts'
import { type RestClient, restClient } from '#tests/support/rest-client.ts'
import { until } from './until.ts'

export interface Staff {
  office: ProductOffice
  /** One for each key. */
  clients: [RestClient, ...RestClient[]]
}

export async function openOffice(product: Product, keys = 1): Promise<Staff> {
  const office = await openProductOffice(product.databaseUrl, keys)
  const [first, ...others] = office.secrets.map((secret) => restClient(product.url, secret))
  if (!first) throw new Error('An office needs at least one key')
  return { office, clients: [first, ...others] }
}

export async function hireUntilReady(client: RestClient, name: string): Promise<Employee> {
  const { id } = await client.hire({ roleKey: 'executive-assistant', name })
  return until(
    `${name} is ready`,
    async () => {
      const employee = await client.employee(id)
      return employee.lifecycle === 'ready' ? employee : undefined
    },
    500,
  )
}

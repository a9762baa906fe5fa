/** "1 day", "3 days". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** "Maria", "Maria or Tom", "Maria, Tom or Ada". */
export function anyOf(names: readonly string[]): string {
  const last = names.at(-1) ?? 'An owner'
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`
}

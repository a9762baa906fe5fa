// The length of every function that has a name: declared, a method, or bound to a name. Callbacks count into the function around them.
import { parseSync, Visitor } from 'oxc-parser'

export interface FunctionLength {
  name: string
  line: number
  lines: number
}

interface Span {
  start: number
  end: number
}

function lineCounter(source: string) {
  const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return (offset: number) => {
    const next = starts.findIndex((start) => start > offset)
    return next === -1 ? starts.length : next
  }
}

export function functionLengths(file: string, source: string): FunctionLength[] {
  const lineOf = lineCounter(source)
  const found: FunctionLength[] = []
  const add = (name: string, { start, end }: Span) =>
    found.push({ name, line: lineOf(start), lines: lineOf(end - 1) - lineOf(start) + 1 })

  const isFunction = (type: string | undefined) =>
    type === 'ArrowFunctionExpression' || type === 'FunctionExpression'
  const nameOf = (key: { type: string }) =>
    'name' in key && typeof key.name === 'string' ? key.name : '(computed)'

  const visitor = new Visitor({
    FunctionDeclaration(node) {
      if (node.body) add(node.id?.name ?? 'default', node)
    },
    VariableDeclarator(node) {
      if (node.init && isFunction(node.init.type)) add(nameOf(node.id), node)
    },
    MethodDefinition(node) {
      if (node.value.body) add(nameOf(node.key), node)
    },
    PropertyDefinition(node) {
      if (isFunction(node.value?.type)) add(nameOf(node.key), node)
    },
    Property(node) {
      if (isFunction(node.value.type)) add(nameOf(node.key), node)
    },
    ExportDefaultDeclaration(node) {
      if (isFunction(node.declaration.type)) add('default', node)
    },
  })
  visitor.visit(parseSync(file, source).program)
  return found
}

import { expect, test } from 'vitest'
import { entriesForGaps, lockFile, lockGaps } from './lock-gaps.ts'

const lockWith = (optionalDependencies: Record<string, string>, others: Record<string, object> = {}) =>
  lockFile.parse({
    packages: { '': {}, 'node_modules/tool': { dev: true, optionalDependencies }, ...others },
  })

test('a package beside its owner or further out is no gap', () => {
  const optional = { inner: '1.0.0', outer: '1.0.0' }
  const lock = lockWith(optional, { 'node_modules/tool/node_modules/inner': {}, 'node_modules/outer': {} })
  expect(lockGaps(lock)).toEqual([])
})

test('a gap gets the entry npm would write, so that other platforms pass over it', () => {
  const optional = {
    '@next/swc-win32-arm64-msvc': '16.4.6',
    'tool-windows-x64-msvc': '5.3.3',
    '@oxc/binding-linux-arm-musleabihf': '0.1.0',
    '@oxc/binding-linux-s390x-gnu': '0.1.0',
    '@tailwindcss/oxide-wasm32-wasi': '4.3.5',
  }
  const common = { dev: true, optional: true }
  expect(entriesForGaps(lockWith(optional))).toEqual({
    'node_modules/@next/swc-win32-arm64-msvc': {
      ...common,
      version: '16.4.6',
      os: ['win32'],
      cpu: ['arm64'],
    },
    'node_modules/tool-windows-x64-msvc': { ...common, version: '5.3.3', os: ['win32'], cpu: ['x64'] },
    'node_modules/@oxc/binding-linux-arm-musleabihf': {
      ...common,
      version: '0.1.0',
      os: ['linux'],
      cpu: ['arm'],
      libc: ['musl'],
    },
    'node_modules/@oxc/binding-linux-s390x-gnu': {
      ...common,
      version: '0.1.0',
      os: ['linux'],
      cpu: ['s390x'],
      libc: ['glibc'],
    },
    'node_modules/@tailwindcss/oxide-wasm32-wasi': { ...common, version: '4.3.5', cpu: ['wasm32'] },
  })
})

test('a gap that is not for one platform is not made up', () => {
  expect(() => entriesForGaps(lockWith({ 'native-thing': '1.0.0' }))).toThrow('native-thing')
  expect(() => entriesForGaps(lockWith({ 'thing-linux-x64': '^1.0.0' }))).toThrow('^1.0.0')
})

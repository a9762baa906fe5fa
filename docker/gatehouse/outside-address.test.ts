import { expect, it } from 'vitest'
import { defaultRoutes } from './outside-address.ts'

const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n'
const desk = 'eth1\t0000A8C0\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n'
const outside = 'eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0\n'

it('is the interface that the default route leaves by', () => {
  expect(defaultRoutes(head + outside + desk)).toEqual(['eth0'])
})

it('is nowhere without a default route', () => {
  expect(defaultRoutes(head + desk)).toEqual([])
  expect(defaultRoutes('')).toEqual([])
})

it('is not where only a part of the world is reached', () => {
  expect(defaultRoutes(`${head}eth2\t00000000\t010011AC\t0003\t0\t0\t0\t000000FF\t0\t0\t0\n`)).toEqual([])
})

// How the gatehouse runs: one container per host, as locked in as a desk, with a leg in every desk's network. Pure.
import { createHash } from 'node:crypto'
import type { ContainerCreateOptions } from 'dockerode'
import { label, type Names } from './names.ts'

export interface GatehouseContainer {
  names: Names
  imageId: string
  key: string
  /** host:port of the model proxy, as the gatehouse reaches it. */
  modelProxy: string
  /** Fixed names the operator gives: "name=address:port,…"; reachable although private. */
  hosts: string | undefined
}

export const ingressPort = 7700
/** Enough for 2,000 tunnels whose desks do not read (400 MB); at rest it is 40 MB. */
const memoryBytes = 512 * 1024 * 1024
const openFiles = 16_384

export function gatehouseContainer({
  names,
  imageId,
  key,
  modelProxy,
  hosts,
}: GatehouseContainer): ContainerCreateOptions {
  const ingress = `${ingressPort}/tcp`
  const body: ContainerCreateOptions = {
    Hostname: 'gatehouse',
    Image: imageId,
    Env: [
      `GATEHOUSE_KEY=${key}`,
      `GATEHOUSE_MODEL_PROXY=${modelProxy}`,
      ...(hosts ? [`GATEHOUSE_HOSTS=${hosts}`] : []),
    ],
    ExposedPorts: { [ingress]: {} },
    Labels: names.labels('gatehouse'),
    HostConfig: {
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      Privileged: false,
      ReadonlyRootfs: true,
      // It carries bytes itself; its kernel must not carry packets from one leg to another.
      Sysctls: { 'net.ipv4.ip_forward': '0' },
      NetworkMode: names.outside,
      // Of this machine only, at a port that the engine chooses.
      PortBindings: { [ingress]: [{ HostIp: '127.0.0.1', HostPort: '' }] },
      ExtraHosts: ['host.docker.internal:host-gateway'],
      PidsLimit: 64,
      Memory: memoryBytes,
      MemorySwap: memoryBytes,
      NanoCpus: 1e9,
      Ulimits: [
        { Name: 'nofile', Soft: openFiles, Hard: openFiles },
        { Name: 'core', Soft: 0, Hard: 0 },
      ],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
      RestartPolicy: { Name: 'unless-stopped' },
    },
  }
  const spec = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 32)
  return { ...body, Labels: { ...body.Labels, [label.spec]: spec } }
}

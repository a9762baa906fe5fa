import { describe, expect, it } from 'vitest'
import { type GatewayConfigInput, gatewayConfig } from './gateway-config.ts'

const input: GatewayConfigInput = {
  port: 24_001,
  workspaceDir: '/desk/workspace',
  stateDir: '/desk/state',
  modelBaseUrl: 'http://127.0.0.1:3002',
  model: 'claude-sonnet-4-5',
  models: [
    {
      id: 'claude-sonnet-4-5',
      name: 'Claude Sonnet 4.5',
      contextWindow: 200_000,
      maxTokens: 64_000,
      costMicrosPerToken: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
    },
  ],
  skills: ['meeting-notes'],
}

describe('the configuration of a desk', () => {
  it('is this', () => expect(gatewayConfig(input)).toMatchSnapshot())

  it('holds no secret, only where to find it', () => {
    const { gateway, models } = gatewayConfig(input)
    expect(gateway.auth.token).toBe('$' + '{OPENCLAW_GATEWAY_TOKEN}')
    expect(models.providers.anthropic.apiKey).toBe('$' + '{ANTHROPIC_API_KEY}')
  })

  it('opens the browser tool only where there is a browser', () => {
    expect(gatewayConfig(input).tools.allow).not.toContain('browser')
    const withBrowser = gatewayConfig({ ...input, browser: { cdpUrl: 'http://127.0.0.1:9222' } })
    expect(withBrowser.tools.allow).toContain('browser')
    expect(withBrowser.plugins.allow).toContain('browser')
    expect(withBrowser.browser).toMatchObject({ profiles: { desktop: { attachOnly: true } } })
  })

  it('fetches pages through the proxy where there is one', () => {
    expect(gatewayConfig(input).tools).not.toHaveProperty('web')
    const { tools } = gatewayConfig({ ...input, goesOutByProxy: true })
    expect(tools).toMatchObject({ web: { fetch: { useTrustedEnvProxy: true } } })
  })

  it('takes another tool policy as a whole', () => {
    const { tools } = gatewayConfig({ ...input, toolPolicy: { allow: ['read'], deny: ['exec'] } })
    expect(tools).toMatchObject({ allow: ['read'], deny: ['exec'] })
  })
})

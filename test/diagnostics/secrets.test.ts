import { describe, expect, it } from 'vitest'
import { secretFreeText, withoutSecrets } from '../../src/shared/diagnostics/secrets.ts'

describe('secrets', () => {
  it.each([
    'rootpw --iscrypted $6$salt$hushhush',
    'Authorization: Basic hush',
    'vmware-api-session-id: hush',
    'Set-Cookie: id=hush; Path=/',
    "Connect-VIServer -User admin -Password 'hush'",
    'New-Thing -Credential hush -Name x',
    'http://127.0.0.1:6501/?token=hush&x=1',
    'kernel ks.password="hush" quiet',
    '{"password":"hush"}',
    '-----BEGIN RSA PRIVATE KEY-----\nhush\n-----END RSA PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\nhush, and cut off',
  ])('are left out of the text %s', (text) => {
    expect(secretFreeText(text)).not.toContain('hush')
    expect(secretFreeText(text)).toContain('(left-out)')
  })

  it('are left out by the name they stand under, whatever they are', () => {
    const told = withoutSecrets({
      passwordHash: 'hush',
      apiKeys: 1,
      tokens: ['hush'],
      bootConfig: [
        { key: 'licenseKey', value: 'hush' },
        { key: 'title', value: 'Loading' },
      ],
      nested: { secret: { deep: 'hush' } },
    })
    expect(told).toEqual({
      passwordHash: '(left-out)',
      apiKeys: 1,
      tokens: '(left-out)',
      bootConfig: [
        { key: 'licenseKey', value: '(left-out)' },
        { key: 'title', value: 'Loading' },
      ],
      nested: { secret: '(left-out)' },
    })
  })

  it.each(['The token ring is quiet.', 'passed: 3', 'GET /vmw/rbd/host/esx-01 HTTP/1.1'])(
    'are not seen in %s',
    (text) => expect(secretFreeText(text)).toBe(text),
  )
})

import { describe, expect, it } from 'vitest'
import { parseMessage } from '../../src/main/syslog/parse.ts'
import { createFits, logHosts } from '../../src/shared/syslog/index.ts'

const parse = (text: string) => parseMessage(Buffer.from(text))

describe('parseMessage', () => {
  it('reads RFC 5424, its own example', () => {
    const text =
      '<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473 iut="3" eventSource="App\\"lication"] \ufeffAn application event'
    expect(parse(text)).toEqual({
      form: 'rfc5424',
      facility: 20,
      severity: 'notice',
      writtenAt: Date.parse('2003-10-11T22:14:15.003Z'),
      program: 'evntslog',
      text: '[exampleSDID@32473 iut="3" eventSource="App\\"lication"] An application event',
    })
  })

  it.each([
    ['<34>1 - - - - - -', { severity: 'critical', facility: 4, program: '', text: '' }],
    [
      '<34>1 2003-10-11T22:14:15-07:00 h su 12 x - ‘su’ failed\n',
      { program: 'su', text: '‘su’ failed', writtenAt: Date.parse('2003-10-12T05:14:15Z') },
    ],
  ])('reads RFC 5424 of %j', (text, expected) => {
    expect(parse(text)).toMatchObject({ form: 'rfc5424', ...expected })
  })

  it.each([
    [
      "<34>Oct 11 22:14:15 mymachine su: 'su root' failed",
      { severity: 'critical', facility: 4, program: 'su', text: "'su root' failed" },
    ],
    ['<13>Nov  9 01:02:03 root: no host is named', { program: 'root', text: 'no host is named' }],
    ['<46>Nov 29 01:02:03 esx cron[77]: ran', { program: 'cron', text: 'ran', severity: 'info' }],
    [
      '<166>2026-11-29T10:00:00.123Z esx-01.lab Hostd: info hostd[2099] [Originator@6876] up',
      {
        program: 'Hostd',
        text: 'info hostd[2099] [Originator@6876] up',
        writtenAt: Date.parse('2026-11-29T10:00:00.123Z'),
      },
    ],
    ['<0>no time, no tag', { severity: 'emergency', program: '', text: 'no time, no tag' }],
    // A version that nobody has written down yet is read as what it looks like.
    ['<13>2 x', { program: '', text: '2 x' }],
    ['<13>1 2003-10-11T22:14:15Z h a - - [broken', { program: '' }],
  ])('reads what RFC 3164 and its kin say: %j', (text, expected) => {
    expect(parse(text)).toMatchObject({ form: 'rfc3164', ...expected })
  })

  it.each(['', 'plain', '<', '<>', '<192>x', '<999>x', '<1a>x', ' <13>x'])(
    'keeps %j as raw text',
    (text) => {
      expect(parse(text)).toEqual({
        ...{ form: 'raw', facility: 1, severity: 'notice', program: '', text },
      })
    },
  )

  it('shows what would move a cursor or turn the text around, and does not do it', () => {
    expect(parse('<13>a: \u001b[2Jone\ttwo\nthree\u009b\u202e\u007f').text).toBe(
      '␛[2Jone two␊three\ufffd\ufffd␡',
    )
  })

  it('keeps the beginning of a message without end', () => {
    expect(parse(`<13>a: ${'x'.repeat(100_000)}`).text).toHaveLength(8192 - '<13>a: '.length)
  })
})

describe('logHosts', () => {
  it.each([
    ['udp://10.0.0.2:514', [{ protocol: 'udp', address: '10.0.0.2', port: 514 }]],
    ['10.0.0.2', [{ protocol: 'udp', address: '10.0.0.2', port: 514 }]],
    [
      ' tcp://10.0.0.2:1514?formatter=RFC_5424 , ssl://10.0.0.3',
      [
        { protocol: 'tcp', address: '10.0.0.2', port: 1514 },
        { protocol: 'ssl', address: '10.0.0.3', port: 1514 },
      ],
    ],
    ['', []],
    ['udp://logs.example.com:514,udp://10.0.0.2:99999,ftp://10.0.0.2', []],
  ])('reads %j', (option, targets) => {
    expect(logHosts(option)).toEqual(targets)
  })

  it('serves five', () => {
    const all = Array.from({ length: 7 }, (_, at) => `udp://10.0.0.${String(at + 1)}`)
    expect(logHosts(all.join(','))).toHaveLength(5)
  })
})

describe('createFits', () => {
  const line = { severity: 'warning', program: 'hostd', text: 'Disk is slow' } as const
  it.each([
    [{}, true],
    [{ severity: 'warning' }, true],
    [{ severity: 'error' }, false],
    [{ text: 'DISK' }, true],
    [{ text: 'hostd: disk' }, true],
    [{ severity: 'debug', text: 'cache' }, false],
  ] as const)('by %j', (filter, fits) => {
    expect(createFits(filter)(line)).toBe(fits)
  })
})

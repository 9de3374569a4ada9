import { describe, expect, it } from 'vitest'
import { planAnswer, type Conditions } from '../../src/main/waiter/conditions.ts'

const etag = '"abc"'
const whole = { status: 200, start: 0, end: 100 }
const part = (start: number, end: number) => ({ status: 206, start, end })

describe('planAnswer', () => {
  it.each<[string, Conditions, object]>([
    ['nothing asked', {}, whole],
    ['first and last', { range: 'bytes=10-19' }, part(10, 20)],
    ['one byte', { range: 'bytes=0-0' }, part(0, 1)],
    ['from a place on', { range: 'bytes=90-' }, part(90, 100)],
    ['a last past the end', { range: 'bytes=90-1000' }, part(90, 100)],
    ['the last bytes', { range: 'bytes=-10' }, part(90, 100)],
    ['more last bytes than there are', { range: 'bytes=-1000' }, part(0, 100)],
    ['a first past the end', { range: 'bytes=100-' }, { status: 416 }],
    ['no last bytes', { range: 'bytes=-0' }, { status: 416 }],
    ['first after last', { range: 'bytes=20-10' }, whole],
    ['another unit', { range: 'items=0-1' }, whole],
    ['several parts', { range: 'bytes=0-1,5-6' }, whole],
    ['rubbish', { range: 'bytes=a-b' }, whole],
    ['If-Range that matches', { range: 'bytes=0-0', ifRange: etag }, part(0, 1)],
    ['If-Range of something else', { range: 'bytes=0-0', ifRange: '"x"' }, whole],
    [
      'If-Range with a date',
      { range: 'bytes=0-0', ifRange: 'Sun, 22 Nov 2026 10:00:00 GMT' },
      whole,
    ],
    ['If-None-Match that matches', { ifNoneMatch: `"x", ${etag}` }, { status: 304 }],
    ['If-None-Match, weak', { ifNoneMatch: `W/${etag}` }, { status: 304 }],
    ['If-None-Match of anything', { ifNoneMatch: '*' }, { status: 304 }],
    ['If-None-Match of something else', { ifNoneMatch: '"x"' }, whole],
    ['If-None-Match with a comma in a tag', { ifNoneMatch: '"x,*", "y,"abc"' }, whole],
    ['If-None-Match without spaces', { ifNoneMatch: `"x",${etag},"y"` }, { status: 304 }],
    ['If-Match, weak', { ifMatch: `W/${etag}` }, { status: 412 }],
    ['If-Match of anything', { ifMatch: ' * ' }, whole],
    ['If-Match that matches', { ifMatch: etag }, whole],
    ['If-Match of something else', { ifMatch: '"x"' }, { status: 412 }],
    ['If-Match before If-None-Match', { ifMatch: '"x"', ifNoneMatch: etag }, { status: 412 }],
  ])('answers %s', (_, asked, plan) => {
    expect(planAnswer('GET', asked, { size: 100, etag })).toEqual(plan)
  })

  it('passes a range over with HEAD and for an empty file', () => {
    const asked = { range: 'bytes=0-0' }
    expect(planAnswer('HEAD', asked, { size: 100, etag })).toEqual(whole)
    expect(planAnswer('GET', asked, { size: 0, etag })).toEqual({ status: 200, start: 0, end: 0 })
  })
})

import { describe, expect, it } from 'vitest'
import { protocolOf, protocolShapes } from '../../../src/renderer/bench/protocol-shape.ts'

describe('protocolOf', () => {
  it('is that of the component a host speaks with, whoever began', () => {
    expect(protocolOf({ from: 'host', to: 'tftp' })).toBe('tftp')
    expect(protocolOf({ from: 'waiter', to: 'host' })).toBe('waiter')
    expect(protocolOf({ from: 'waiter', to: 'rules' })).toBe('rules')
    expect(protocolOf({ from: 'rules', to: 'waiter' })).toBe('rules')
  })

  it('has a shape of its own for each', () => {
    const shapes = Object.values(protocolShapes)
    expect(new Set(shapes).size).toBe(shapes.length)
  })
})

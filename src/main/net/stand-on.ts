import type { LabError } from '../../shared/base/index.ts'
import type { Component } from '../component.ts'
import type { Record } from '../record.ts'
import type { Network } from './network.ts'

/**
 * The component, tied to the interface it serves: when that is gone, renamed or has another address, the component stops and
 * says so, and one restore of its plug resumes it once the interface is back. In the loopback lab the component itself.
 */
export const standOn = (network: Network, component: Component, record: Record): Component => {
  if (network.watch === undefined) return component
  let problem: LabError | undefined
  let leave: () => void = () => undefined

  const lose = async (error: LabError) => {
    problem = error
    leave()
    await component.stop()
    const { code, message } = error
    await record({ type: 'component.failed', component: component.id, reason: { code, message } })
  }

  return {
    id: component.id,
    async start() {
      const on = await component.start()
      problem = undefined
      leave()
      leave =
        network.watch?.((error) => {
          lose(error).catch(() => undefined)
        }) ?? leave
      return on
    },
    async stop() {
      leave()
      await component.stop()
    },
    prove: (signal) => component.prove(signal),
    problem: () => problem ?? component.problem?.(),
  }
}

import type { LabDocument } from '../src/shared/document/index.ts'

const rackSize = 40

/** A lab with its first host so many times, in racks of forty. */
export const manyHosts = (lab: LabDocument, count: number): LabDocument => {
  const [pattern] = lab.hosts
  if (pattern === undefined) throw new Error('The lab has no host to copy.')
  const { address: _address, ...copied } = pattern
  const hosts = Array.from({ length: count }, (_, index) => {
    const hex = (index + 1).toString(16).padStart(4, '0')
    return {
      ...copied,
      id: `esx-${String(index + 1).padStart(4, '0')}`,
      mac: `52:54:00:a0:${hex.slice(0, 2)}:${hex.slice(2)}`,
      uuid: `4c4c4544-0000-4000-8000-00000000${hex}`,
    }
  })
  const ids = hosts.map(({ id }) => id)
  const racks = Array.from({ length: Math.ceil(count / rackSize) }, (_, rack) => ({
    name: `Rack ${rack + 1}`,
    hosts: ids.slice(rack * rackSize, (rack + 1) * rackSize),
  }))
  return { ...lab, hosts, racks }
}

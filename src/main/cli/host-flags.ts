import type { Command } from 'commander'
import { LabError } from '../../shared/base/index.ts'
import { parseDocument, type LabDocument } from '../../shared/document/index.ts'
import type { VendorProfile } from '../../shared/host/index.ts'
import { mostHosts } from '../../shared/rack/index.ts'
import { labOfMany } from '../../shared/storm/index.ts'
import { vendorsFolder } from '../folders.ts'
import { loadVendors } from '../hosts/index.ts'
import { wholeNumber } from './flags.ts'

const count = wholeNumber(1, mostHosts)

export type HostFlags = { readonly hosts?: number; readonly rack: number; readonly kind?: string }

/** What stands in the racks of a new lab. */
export const withHostFlags = (command: Command): Command =>
  command
    .option('--hosts <number>', 'a new lab has so many simulated hosts', count)
    .option('--rack <number>', 'hosts of one rack, which is a cluster, too', count, 8)
    .option('--kind <server>', 'what they are, by a file name of resources/vendors')

const kindOf = async (name: string): Promise<VendorProfile> => {
  const kinds = await loadVendors(vendorsFolder)
  const found = kinds.get(name)
  if (found !== undefined) return found
  throw new LabError(
    'hosts.unknown-kind',
    `There is no kind of server "${name}": ${[...kinds.keys()].join(', ')}.`,
    { kind: name },
  )
}

/**
 * The document with the hosts that were asked for in place of its own. `LabError` `hosts.unknown-kind`, or
 * `document.invalid` where its network has no room for them.
 */
export const withHosts = async (
  document: LabDocument,
  { hosts, rack, kind }: HostFlags,
): Promise<LabDocument> => {
  const profile = kind === undefined ? undefined : await kindOf(kind)
  if (hosts === undefined && profile === undefined) return document
  return parseDocument(labOfMany(document, hosts ?? document.hosts.length, rack, profile))
}

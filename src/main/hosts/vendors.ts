import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { LabError } from '../../shared/base/index.ts'
import { vendorProfile, type VendorProfile } from '../../shared/host/index.ts'

const load = async (folder: string, file: string): Promise<[string, VendorProfile]> => {
  const text = await readFile(join(folder, file), 'utf8')
  const read = vendorProfile.safeParse(parse(text))
  if (!read.success)
    throw new LabError('hosts.vendor-invalid', `${file}: ${z.prettifyError(read.error)}`, { file })
  return [file.replace(/\.yaml$/, ''), read.data]
}

/** The kinds of servers in a folder, by file name. `LabError` `hosts.vendor-invalid` names file and field. */
export const loadVendors = async (folder: string): Promise<ReadonlyMap<string, VendorProfile>> => {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted()
  return new Map(await Promise.all(files.map((file) => load(folder, file))))
}

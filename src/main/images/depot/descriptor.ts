import { LabError } from '../../../shared/base/index.ts'
import {
  acceptanceLevel,
  constraint,
  type Constraint,
  type SoftwarePackage,
} from '../../../shared/image/index.ts'
import type { Xml } from './xml.ts'

/** A payload as a descriptor promises it. */
export type PromisedPayload = {
  readonly name: string
  readonly type: string
  readonly size: number | undefined
  /** Lower-case hex by what it is of: the payload itself or, `gunzip`, what it unpacks to. */
  readonly checksums: readonly {
    readonly algorithm: 'sha256' | 'sha1'
    readonly of: 'payload' | 'unpacked'
    readonly digest: string
  }[]
}

/** What a VIB's `descriptor.xml` says, without the files it promises. */
export type Descriptor = Omit<SoftwarePackage, 'payloads' | 'file'> & {
  readonly payloads: readonly PromisedPayload[]
}

/** Reads the `vib` element of a descriptor. `LabError` `image.depot-invalid` (detail `file`). */
export const readDescriptor = (vib: Xml, file: string): Descriptor => {
  const text = (name: string) => vib.child(name).text
  const [name, version, vendor, type] = [
    text('name'),
    text('version'),
    text('vendor'),
    text('type'),
  ]
  if (name === '' || version === '') throw invalid(file, 'it has no name or version')
  const level = acceptanceLevel.safeParse(text('acceptance-level'))
  if (!level.success) throw invalid(file, `"${text('acceptance-level')}" is no acceptance level`)
  const related = (list: string) => constraintsOf(vib.child('relationships').child(list), file)
  return {
    id: `${vendor}_${type === 'tools' ? 'locker' : type}_${name}_${version}`,
    name,
    version,
    vendor,
    type,
    summary: text('summary'),
    released: text('release-date'),
    acceptanceLevel: level.data,
    statelessReady: text('stateless-ready') === 'true',
    depends: related('depends'),
    conflicts: related('conflicts'),
    replaces: related('replaces'),
    provides: related('provides'),
    payloads: vib
      .child('payloads')
      .children('payload')
      .map((one) => payloadOf(one, file)),
  }
}

const invalid = (file: string, message: string): LabError =>
  new LabError('image.depot-invalid', `${file} does not describe a package: ${message}.`, { file })

const constraintsOf = (list: Xml, file: string): Constraint[] =>
  [...list.children('constraint'), ...list.children('provide')].map((one) => {
    const relation = one.attribute('relation')
    const version = one.attribute('version')
    const read = constraint.safeParse({
      name: one.attribute('name'),
      ...(relation === undefined ? {} : { relation }),
      ...(version === undefined ? {} : { version }),
    })
    if (read.success) return read.data
    throw invalid(file, 'one of its relations has no name or an unknown sign')
  })

const payloadOf = (payload: Xml, file: string): PromisedPayload => {
  const [name, type, size] = ['name', 'type', 'size'].map((key) => payload.attribute(key))
  if (name === undefined || !/^[\w.-]{1,64}$/.test(name))
    throw invalid(file, 'a payload has no name')
  if (size !== undefined && !/^\d+$/.test(size)) throw invalid(file, `${name} has no size`)
  return {
    name,
    type: type ?? '',
    size: size === undefined ? undefined : Number(size),
    checksums: payload.children('checksum').flatMap((one) => {
      const algorithm = one.attribute('checksum-type')?.replace('-', '')
      if (algorithm !== 'sha256' && algorithm !== 'sha1') return []
      const of = one.attribute('verify-process') === 'gunzip' ? 'unpacked' : 'payload'
      return [{ algorithm, of, digest: one.text.toLowerCase() }]
    }),
  }
}

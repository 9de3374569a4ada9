import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { run, type scratchFolder } from '../archive/tools.ts'

type Scratch = Awaited<ReturnType<typeof scratchFolder>>

export type VibRecipe = {
  readonly name: string
  readonly version?: string
  readonly type?: string
  readonly level?: string
  readonly statelessReady?: boolean
  /** Elements of `relationships`, as XML. */
  readonly relationships?: string
  readonly payloads: readonly {
    readonly name: string
    readonly type: string
    readonly text: string
  }[]
}

export type ProfileRecipe = {
  readonly name: string
  readonly level?: string
  readonly vibs: readonly VibRecipe[]
  /** Boot names by payload name. */
  readonly bootNames?: Readonly<Record<string, string>>
}

const hash = (algorithm: string, bytes: Uint8Array) =>
  createHash(algorithm).update(bytes).digest('hex')

export const idOf = ({ name, version = '1.0-1', type = 'bootbank' }: VibRecipe) =>
  `ACME_${type === 'tools' ? 'locker' : type}_${name}_${version}`

const payloadXml = (name: string, type: string, packed: Buffer, plain: Buffer) => `
    <payload name="${name}" type="${type}" size="${packed.length}">
      <checksum checksum-type="sha-256">${hash('sha256', packed)}</checksum>
      <checksum checksum-type="sha-1" verify-process="gunzip">${hash('sha1', plain)}</checksum>
    </payload>`

/** A VIB in its true form, made by ar: descriptor, empty signature, payloads; and its descriptor. */
const makeVib = async (scratch: Scratch, recipe: VibRecipe) => {
  const { name, version = '1.0-1', type = 'bootbank', level = 'accepted', payloads } = recipe
  const packed = payloads.map(({ name, type, text }) => {
    const plain = Buffer.from(text)
    return { name, type, plain, bytes: gzipSync(plain) }
  })
  const body = `
  <type>${type}</type><name>${name}</name><version>${version}</version><vendor>ACME</vendor>
  <summary>${name} &amp; more</summary><release-date>2026-01-01T00:00:00+00:00</release-date>
  <relationships>${recipe.relationships ?? '<depends/><conflicts/><replaces/><provides/>'}</relationships>
  <system-requires><maintenance-mode>false</maintenance-mode></system-requires>
  <acceptance-level>${level}</acceptance-level>
  <stateless-ready>${recipe.statelessReady ?? true}</stateless-ready>
  <payloads>${packed.map((one) => payloadXml(one.name, one.type, one.bytes, one.plain)).join('')}
  </payloads>`
  const folder = `vib-${name}`
  await scratch.write({
    [`${folder}/descriptor.xml`]: `<vib version="5.0">${body}</vib>`,
    [`${folder}/sig.pkcs7`]: '',
    ...Object.fromEntries(packed.map((one) => [`${folder}/${one.name}`, one.bytes])),
  })
  const members = ['descriptor.xml', 'sig.pkcs7', ...packed.map((one) => one.name)]
  run('ar', ['rc', `${name}.vib`, ...members], join(scratch.dir, folder))
  return { body, bytes: await readFile(join(scratch.dir, folder, `${name}.vib`)) }
}

const profileXml = ({ name, level = 'PartnerSupported', vibs, bootNames = {} }: ProfileRecipe) => {
  const vib = (recipe: VibRecipe) => {
    const payloads = recipe.payloads
      .flatMap((one) => {
        const boot = bootNames[one.name]
        return boot === undefined ? [] : [`<payload payload-name="${one.name}">${boot}</payload>`]
      })
      .join('')
    return `<vib><vib-id>${idOf(recipe)}</vib-id><payloads>${payloads}</payloads></vib>`
  }
  return `<imageprofile><name>${name}</name><creator>ACME</creator><acceptancelevel>${level}</acceptancelevel>
    <creationtime>2026-01-02T00:00:00+00:00</creationtime><viblist>${vibs.map(vib).join('')}</viblist></imageprofile>`
}

/**
 * An offline bundle in its true form, made by zip. `spoil` may change the files of the metadata archive
 * and of the bundle before they are packed.
 */
export const makeDepot = async (
  scratch: Scratch,
  profiles: readonly ProfileRecipe[],
  spoil: (files: Record<string, string | Uint8Array>) => void = () => {},
): Promise<string> => {
  const vibs = [...new Set(profiles.flatMap((profile) => profile.vibs))]
  const files: Record<string, string | Uint8Array> = {
    'depot/index.xml':
      '<vendorList><vendor><name>ACME</name><code>acm</code><indexfile>vendor-index.xml</indexfile><relativePath/></vendor></vendorList>',
    'depot/vendor-index.xml':
      '<metaList><metadata><productId>embeddedEsx</productId><version>7.*</version><url>metadata.zip</url></metadata><metadata><productId>embeddedEsx</productId><version>8.*</version><url>metadata.zip</url></metadata></metaList>',
    'metadata/vmware.xml': '<metadataResponse><version>3.0</version></metadataResponse>',
    'metadata/bulletins/b1.xml': `<bulletin><id>B1</id><summary>First</summary><vibList>${vibs.map((one) => `<vibID>${idOf(one)}</vibID>`).join('')}</vibList></bulletin>`,
  }
  for (const recipe of vibs) {
    const { body, bytes } = await makeVib(scratch, recipe)
    const path = `vib20/${recipe.name}/${idOf(recipe)}.vib`
    files[`depot/${path}`] = bytes
    files[`metadata/vibs/${recipe.name}.xml`] =
      `<vib version="5.0">${body}<relative-path>${path}</relative-path><packed-size>${bytes.length}</packed-size><checksum checksum-type="sha-256">${hash('sha256', bytes)}</checksum></vib>`
  }
  for (const profile of profiles)
    files[`metadata/profiles/${profile.name}.xml`] = profileXml(profile)
  spoil(files)
  await scratch.write(files)
  run('zip', ['-q', '-r', '../depot/metadata.zip', '.'], join(scratch.dir, 'metadata'))
  run('zip', ['-q', '-r', '-0', '../depot.zip', '.'], join(scratch.dir, 'depot'))
  return join(scratch.dir, 'depot.zip')
}

/** A small image in the manner of ESXi: base with kernel, a driver that needs it, tools. */
export const base: VibRecipe = {
  name: 'esx-base',
  version: '8.0.0-1.0',
  payloads: [
    { name: 'b', type: 'boot', text: 'kernel' },
    { name: 'k', type: 'boot', text: 'vmkernel' },
    { name: 'sb', type: 'vgz', text: 'system' },
    { name: 'upgrade', type: 'upgrade', text: 'for the installer' },
  ],
}
export const driver: VibRecipe = {
  name: 'net-e1000e',
  version: '2.1-3',
  level: 'partner',
  relationships:
    '<depends><constraint name="esx-base" relation="&gt;=" version="8.0.0"/></depends><provides><provide name="net-driver" version="1.0"/></provides>',
  payloads: [{ name: 'net_e1000e', type: 'vgz', text: 'driver' }],
}
export const tools: VibRecipe = {
  name: 'tools-light',
  version: '12.0-1',
  type: 'tools',
  payloads: [{ name: 'tools', type: 'tgz', text: 'tools' }],
}
export const standard: ProfileRecipe = {
  name: 'ACME-8.0-standard',
  vibs: [base, driver, tools],
  bootNames: { b: 'b.b00', k: 'k.b00', sb: 's.v00', tools: 'tools.t00' },
}

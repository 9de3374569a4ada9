import { fromHex, option, options } from '../../shared/packet/dhcp/index.ts'
import type { DhcpConfig } from './config.ts'
import { chooseLoader, script } from './loaders.ts'
import type { Situation } from './outcome.ts'
import type { Request } from './request.ts'

/** What a client is told to boot. */
export type Boot = {
  /** File name for TFTP, or a URL. */
  readonly file: string
  readonly nextServer: string
  /** The options that make firmware take it. */
  readonly options: readonly (readonly [number, Uint8Array])[]
}

/**
 * PXE 2.1 vendor options: PXE_DISCOVERY_CONTROL (6) bit 3, "use the boot file given". With it OVMF does not ask
 * port 4011, and iPXE, which looks for option 60 "PXEClient", does not wait 3 s for a proxy.
 */
const useTheFile = fromHex('060108ff')

const isUrl = (file: string) => /^https?:\/\//.test(file)

/** A loader's name in a URL: its folders stay folders. */
const inUrl = (file: string): string =>
  file
    .split(/[/\\]/)
    .filter((part) => part !== '')
    .map(encodeURIComponent)
    .join('/')

/** The file as the firmware can fetch it: HTTP Boot takes URLs alone, and the iPXE it started stays with HTTP. */
const reachable = (file: string, request: Request, config: DhcpConfig, byHttp: boolean): string => {
  if (isUrl(file)) return file
  if (request.firmware.kind === 'http') return config.httpRoot + inUrl(file)
  return byHttp && file === script ? config.httpScript : file
}

/**
 * The file as option 67 has it. Old ROMs and UEFI read on to a zero past the option's end, and ask TFTP for what they find
 * there as well; whoever reads it rightly takes the zero away (RFC 2132 section 2). URLs are for firmware that is younger.
 */
const named = (file: string, { firmware }: Request): string =>
  firmware.kind === 'pxe' ? `${file}\0` : file

/** The loader of the client by rule or table; empty where a rule says so, `undefined` where nobody knows one. */
export const loaderOf = (request: Request, config: DhcpConfig): string | undefined =>
  chooseLoader(request, {
    rules: config.loaders,
    own: config.hostByMac.get(request.mac)?.boot.loader,
  })

/** What the client boots; `undefined` when it did not ask for a boot or there is nothing for its architecture. */
export const bootOf = (
  request: Request,
  { config, trace }: Pick<Situation, 'config' | 'trace'>,
): Boot | undefined => {
  const { firmware } = request
  const loader = loaderOf(request, config)
  if (loader === undefined || loader === '' || firmware.kind === 'none') return undefined
  const byHttp = firmware.kind === 'http'
  const file = reachable(loader, request, config, trace?.byHttp === true)
  const uuid = request.packet.options.get(options.clientUuid.code)
  return {
    file,
    nextServer: config.server,
    options: [
      option(options.vendorClass, byHttp ? 'HTTPClient' : 'PXEClient'),
      ...(byHttp ? [] : [option(options.vendorSpecific, useTheFile)]),
      ...(byHttp ? [] : [option(options.serverName, config.server)]),
      option(options.bootFileName, named(file, request)),
      ...(uuid === undefined ? [] : [[options.clientUuid.code, uuid] as const]),
    ],
  }
}

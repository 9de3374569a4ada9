import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Argument, InvalidArgumentError } from 'commander'
import { parseDocument, waiterUrl, type LabDocument } from '../../shared/document/index.ts'
import { nginxConfig } from '../../shared/image/index.ts'
import { demoLab, readLabFile } from '../open-lab.ts'
import { defaultFolder } from './flags.ts'
import { withStores } from './lab-files.ts'
import type { Fill, Shell } from './shell.ts'

type Flags = {
  readonly lab: string
  readonly listen: string
  readonly server?: string
  readonly folder: string
}

const place = (text: string): string => {
  const [, port = '0'] = /^[\w.:[\]-]+:(\d+)$/.exec(text) ?? []
  if (Number(port) >= 1 && Number(port) <= 65535) return text
  throw new InvalidArgumentError('An address and a port, like 10.0.0.9:5100.')
}

const baseUrl = (text: string): string => {
  if (/^https?:\/\/[\w.:[\]-]+$/.test(text)) return text
  throw new InvalidArgumentError('A URL without a path, like http://10.0.0.1:6501.')
}

/** The document of the lab in the folder; where there is none, the one a new lab begins with. */
const documentOf = async (folder: string, shell: Shell): Promise<LabDocument> =>
  existsSync(join(folder, 'lab.sqlite'))
    ? withStores(folder, shell, (stores) =>
        Promise.resolve(parseDocument(stores.documents.current()?.document)),
      )
    : readLabFile(demoLab)

/** Only a proxy on this computer reaches a lab on loopback. */
const isHere = (place: string): boolean => /^(?:127\.|localhost:|\[::1\]:)/.test(place)

/** `proxy-config nginx`: prints the configuration of a caching proxy in front of the waiter. */
export const proxyConfigCommand: Fill = (command, shell) => {
  command
    .addArgument(new Argument('<program>', 'the proxy').choices(['nginx']))
    .option('--lab <folder>', 'where the lab is kept', defaultFolder())
    .option('--listen <address:port>', 'where the proxy listens', place, '127.0.0.1:5100')
    .option(
      '--server <url>',
      'the waiter; of a proxy on this computer by default that of the lab',
      baseUrl,
    )
    .option('--folder <path>', 'where the proxy keeps its files', '/var/tmp/headwaiter-proxy')
    .action(async (_program: string, { lab, listen, folder, server }: Flags) => {
      if (server === undefined && !isHere(listen)) {
        command.error(
          `error: a proxy at ${listen} does not reach the loopback lab; say where the waiter is served: --server http://ADDRESS:6501`,
        )
      }
      const waiter = server ?? waiterUrl((await documentOf(lab, shell)).network)
      shell.output.print(nginxConfig({ listen, folder: resolve(folder), server: waiter }).trimEnd())
    })
}

import type { Strings } from '../index.tsx'
import { asSaid } from '../phrases.ts'
import { phrase } from './phrases/index.ts'
import * as app from './app.ts'
import * as bench from './bench.ts'
import * as codes from './codes.ts'
import * as commands from './commands.ts'
import * as components from './components.ts'
import * as deploy from './deploy.ts'
import * as facts from './facts.ts'
import * as faults from './faults.ts'
import * as glossary from './glossary.ts'
import * as hostStates from './host-states.ts'
import * as hosts from './hosts.ts'
import * as imageWork from './image-work.ts'
import * as images from './images.ts'
import * as imports from './imports.ts'
import * as inspector from './inspector.ts'
import * as journal from './journal.ts'
import * as ladder from './ladder.ts'
import * as lessons from './lessons.ts'
import * as logs from './logs.ts'
import * as network from './network.ts'
import * as nextBoot from './next-boot.ts'
import * as packetWords from './packet-words.ts'
import * as packets from './packets.ts'
import * as profiles from './profiles.ts'
import * as reference from './reference.ts'
import * as remedies from './remedies.ts'
import * as report from './report.ts'
import * as rules from './rules.ts'
import * as settings from './settings.ts'
import * as storm from './storm.ts'
import * as why from './why.ts'

/** Every visible word of the screen, in German. */
export const de: Strings = {
  locale: 'de',
  phrase,
  names: (said) => said.replace(/^(\S+(?:, \S+)*) and (\S+)$/, '$1 und $2'),
  /** As it was written, until the lab hands over what is translated. */
  lessonText: asSaid,
  ...app,
  ...bench,
  ...codes,
  ...commands,
  ...components,
  ...deploy,
  ...facts,
  ...faults,
  ...glossary,
  ...hostStates,
  ...hosts,
  ...imageWork,
  ...images,
  ...imports,
  ...inspector,
  ...journal,
  ...ladder,
  ...lessons,
  ...logs,
  ...network,
  ...nextBoot,
  ...packetWords,
  ...packets,
  ...profiles,
  ...reference,
  ...remedies,
  ...report,
  ...rules,
  ...settings,
  ...storm,
  ...why,
}

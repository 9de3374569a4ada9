import { errorCodes } from '../../../shared/base/index.ts'
import { whyWords } from '../../../shared/host/why-words.ts'
import { packetWords } from '../../../shared/packet/words.ts'
import { asSaid } from '../phrases.ts'
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
import * as packets from './packets.ts'
import * as profiles from './profiles.ts'
import * as reference from './reference.ts'
import * as report from './report.ts'
import * as rules from './rules.ts'
import * as settings from './settings.ts'
import * as storm from './storm.ts'

/** Every visible word of the screen, in English. Other languages have the same shape; each file holds one part. */
export const en = {
  locale: 'en',
  /** What to do, by the code of an error. */
  remedies: errorCodes,
  why: whyWords,
  packetWords,
  /** Reads a sentence that the lab says or wrote down; English is what it speaks. */
  phrase: asSaid,
  /** Reads names that the lab joined: `esx-01, esx-02 and esx-03`. */
  names: asSaid,
  /** Reads a sentence of a lesson's author. */
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
  ...packets,
  ...profiles,
  ...reference,
  ...report,
  ...rules,
  ...settings,
  ...storm,
}

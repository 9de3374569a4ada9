export { movesComponent } from './absences.ts'
export { cacheTruth } from './cache.ts'
export { expectationsOf } from './expected.ts'
export { choiceOfThisBoot, oneBootFacts } from './one-boot.ts'
export { predictBoot, type Conditions, type Prediction } from './predict.ts'
export { progressOf, shareOf, type BootProgress } from './progress.ts'
export { hostMachine, type HostSnapshot, type ProgramInput } from './machine.ts'
export { chartStateOf, type ChartState } from './chart.ts'
export { consoleLines, type Machine } from './console.ts'
export {
  chooseDisk,
  disksOf,
  leastSpace,
  noDiskBecause,
  onlyDisk,
  type DiskArguments,
} from './disks.ts'
export { foldHost, newHost } from './fold.ts'
export { isConnected, isMet } from './met.ts'
export { addressTold, dhcpSpeaker } from './sighting.ts'
export { readSilence } from './silence.ts'
export { formatBytes, formatDuration, withoutQuery } from './text.ts'
export { hostLike, hostOfKind, type Slot } from './of-kind.ts'
export { vendorProfile, type VendorProfile } from './vendor.ts'
export type * from './view.ts'
export { why, type WhyLink } from './why.ts'
export { type FailedStage, type WhyWords } from './why-words.ts'

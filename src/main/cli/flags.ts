import { join } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import type { LabDocument } from '../../shared/document/index.ts'
import { dataFolder } from '../folders.ts'
import { demoLab, readLabFile } from '../open-lab.ts'

/** A number that a person asks for. */
export const between =
  (low: number, high: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!(value >= low && value <= high))
      throw new InvalidArgumentError(`A number from ${low} to ${high}.`)
    return value
  }

/** How much faster than life. */
export const speed = between(0.1, 50)

/** A whole number that a person asks for. */
export const wholeNumber =
  (low: number, high: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!(Number.isInteger(value) && value >= low && value <= high))
      throw new InvalidArgumentError(`A whole number from ${low} to ${high}.`)
    return value
  }

/** A port that a person asks for; 0 is a free one. */
export const port = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65535) {
    throw new InvalidArgumentError('A port from 0 (a free one) to 65535.')
  }
  return value
}

/** The folder of a lab, by default the one that opens without arguments. */
export const defaultFolder = (): string => join(dataFolder(process.platform, process.env), 'lab')

export type ScreenFlags = { readonly port: number; readonly open: boolean }

/** Where the screen is, and whether a browser opens it. */
export const withScreenFlags = (command: Command): Command =>
  command
    .option(
      '--port <number>',
      'port of the screen on 127.0.0.1; 0 is the one of last time, or a free one',
      port,
      0,
    )
    .option('--no-open', 'do not open a browser')

export type LabFlags = { readonly lab: string; readonly file: string }

export const withLabFlags = (command: Command): Command =>
  command
    .option('--lab <folder>', 'where the lab is kept', defaultFolder())
    .option('--file <yaml>', 'the document a new lab begins with', demoLab)

/** The document a new lab begins with. */
export const initialOf = async (flags: {
  readonly file: string
  readonly speed?: number
}): Promise<LabDocument> => {
  const document = await readLabFile(flags.file)
  return flags.speed === undefined ? document : { ...document, speed: flags.speed }
}

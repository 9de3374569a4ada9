import { randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Where an export is written until it is whole: beside its place, under a name that nobody else has. */
export const asideOf = (target: string): string => join(dirname(target), `.${randomUUID()}`)

const aside = /^\.[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** Removes from the lab's own folder what exports left that a kill broke off. None may be under way. */
export const removeAsides = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((one) => aside.test(one)))
    await rm(join(folder, name), { recursive: true, force: true })
}

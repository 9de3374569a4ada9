import { assertNever, LabError } from '../base/index.ts'
import type { DocumentEdit } from '../contract/index.ts'
import {
  parseDocument,
  parseEdited,
  type ImageProfile,
  type LabDocument,
} from '../document/index.ts'
import { imageUsersIn, refuseInUse } from '../image/users.ts'
import { applyDeployEdit, isDeployEdit, summarizeDeployEdit } from '../deploy/index.ts'
import { applyRackEdit, hostNamed, isRackEdit, summarizeRackEdit } from '../rack/index.ts'
import { applyRuleEdit, isRuleEdit, summarizeRuleEdit } from '../rules/index.ts'
import { checkEdited } from './check-edited.ts'

const setBootOrder = (
  document: LabDocument,
  { host: id, bootOrder }: Extract<DocumentEdit, { kind: 'setBootOrder' }>,
): LabDocument => {
  hostNamed(document, id)
  const hosts = document.hosts.map((host) => (host.id === id ? { ...host, bootOrder } : host))
  return { ...document, hosts }
}

const hasImage = (document: LabDocument, name: string): boolean =>
  document.imageProfiles.some((image) => image.name === name)

const addImageProfile = (document: LabDocument, imageProfile: ImageProfile): LabDocument => {
  const { name } = imageProfile
  if (hasImage(document, name)) {
    throw new LabError('document.name-taken', `There is an image profile "${name}" already.`, {
      name,
    })
  }
  return { ...document, imageProfiles: [...document.imageProfiles, imageProfile] }
}

const demandImage = (document: LabDocument, name: string): void => {
  if (hasImage(document, name)) return
  throw new LabError('lab.not-found', `There is no image profile "${name}".`, { name })
}

const removeImageProfile = (document: LabDocument, name: string): LabDocument => {
  demandImage(document, name)
  refuseInUse(name, imageUsersIn(document, name))
  return {
    ...document,
    imageProfiles: document.imageProfiles.filter((image) => image.name !== name),
  }
}

const changeImageProfile = (document: LabDocument, imageProfile: ImageProfile): LabDocument => {
  const { name } = imageProfile
  demandImage(document, name)
  const imageProfiles = document.imageProfiles.map((each) =>
    each.name === name ? imageProfile : each,
  )
  return { ...document, imageProfiles }
}

const edited = (
  document: LabDocument,
  edit: Exclude<DocumentEdit, { kind: 'replace' }>,
): LabDocument => {
  if (isRuleEdit(edit)) return applyRuleEdit(document, edit)
  if (isDeployEdit(edit)) return applyDeployEdit(document, edit)
  if (isRackEdit(edit)) return applyRackEdit(document, edit)
  switch (edit.kind) {
    case 'setSpeed':
      return { ...document, speed: edit.speed }
    case 'setBootOrder':
      return setBootOrder(document, edit)
    case 'addImageProfile':
      return addImageProfile(document, edit.imageProfile)
    case 'removeImageProfile':
      return removeImageProfile(document, edit.name)
    case 'changeImageProfile':
      return changeImageProfile(document, edit.imageProfile)
    default:
      return assertNever(edit)
  }
}

/**
 * The document after the edit; the one given is left as it is. Throws a coded `LabError`
 * (`lab.not-found`, `document.name-taken`, `document.in-use`, `image.in-use`, `document.invalid`, `hosts.*`, `rules.*`) for an edit that
 * would not leave a whole lab.
 */
export const applyEdit = (document: LabDocument, edit: DocumentEdit): LabDocument =>
  checkEdited(
    document,
    edit.kind === 'replace'
      ? parseDocument(edit.document)
      : parseEdited(document, edited(document, edit)),
  )

/** The edit in a few words, as the undo list shows it. */
export const summarize = (edit: DocumentEdit): string => {
  if (isRuleEdit(edit)) return summarizeRuleEdit(edit)
  if (isDeployEdit(edit)) return summarizeDeployEdit(edit)
  if (isRackEdit(edit)) return summarizeRackEdit(edit)
  switch (edit.kind) {
    case 'setSpeed':
      return `Set the speed to ${edit.speed}×`
    case 'setBootOrder':
      return `Set the boot order of ${edit.host} to ${edit.bootOrder.join(', then ')}`
    case 'addImageProfile':
      return `Added the image profile ${edit.imageProfile.name}`
    case 'removeImageProfile':
      return `Removed the image profile ${edit.name}`
    case 'changeImageProfile':
    case 'replace':
      return edit.summary
    default:
      return assertNever(edit)
  }
}

import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { uploadPiece } from './upload-piece.ts'

/** The path of a file inside of what was dropped: `EFI/BOOT/BOOTX64.EFI`. It never leads out of it. */
const uploadPath = z
  .string()
  .min(1)
  .max(1024)
  .refine(
    (path) =>
      !/[\\\0:]/.test(path) &&
      path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
    'A relative path with plain names, divided by /.',
  )

/** How far an import is; `added` is the last, once the lab has the image profile. Sizes in bytes. */
const importStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reading'),
    file: z.string(),
    done: z.int().min(0),
    total: z.int().min(0).optional(),
  }),
  z.object({ kind: z.literal('added'), imageProfile: z.string() }),
])
export type ImportStep = z.infer<typeof importStep>

/** What an image comes in: a path this computer has, or an upload that is complete. */
const importSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), path: z.string().min(1) }),
  z.object({ kind: z.literal('upload'), upload: z.uuid() }),
])
export type ImportSource = z.infer<typeof importSource>

const none = z.object({})

/**
 * Images that come in through the window. A browser does not tell where a file lies, so it uploads it
 * in pieces first; the desktop window gives the path.
 */
export const importsContract = {
  /** Makes room for the files of a drop: one `.iso`, `.zip` or `.lab`, or the files of a folder. */
  openUpload: oc
    .input(
      z.object({
        files: z
          .array(z.object({ path: uploadPath, size: z.int().min(0) }))
          .min(1)
          .max(20_000),
      }),
    )
    .output(z.object({ upload: z.uuid() })),
  /** The next bytes of a file of the upload; `offset` is what is there already. */
  putUpload: oc
    .input(
      z.object({
        upload: z.uuid(),
        file: z.int().min(0),
        offset: z.int().min(0),
        bytes: z.instanceof(Blob).refine(({ size }) => size <= uploadPiece),
      }),
    )
    .output(none),
  /** Forgets an upload and its bytes. Harmless when there is none. */
  dropUpload: oc.input(z.object({ upload: z.uuid() })).output(none),
  /**
   * Adds an image profile from an ISO, an offline bundle or a folder with a boot.cfg. Leaving the
   * iterator cancels. A complete import forgets its upload; a failed one keeps it for another try.
   */
  run: oc
    .input(
      z.object({
        source: importSource,
        /** Name of the image profile; what the source says when it is not given. */
        name: z.string().min(1).max(80).optional(),
        /** Of a bundle: the image profile to take. */
        profile: z.string().min(1).optional(),
      }),
    )
    .output(eventIterator(importStep)),
  /**
   * Opens a lab file (`.lab`) beside this lab, to look at what happened in it. `url` is its page; absent
   * where it got a window of its own. It works on a copy: an upload is forgotten.
   */
  openRecording: oc
    .input(z.object({ source: importSource }))
    .output(z.object({ url: z.string().optional() })),
} as const

import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFocusReturn } from './focus.ts'

export type DialogProps = {
  readonly title: string
  readonly size: string
  /** What the button that closes it is called. */
  readonly close: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog that is open for as long as it is there. */
export const Dialog = ({ title, size, close, onClose, children }: DialogProps) => {
  useFocusReturn()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': close }}
    >
      {children}
    </Modal>
  )
}

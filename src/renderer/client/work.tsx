import type { ReactNode } from 'react'
import { useReadOnly } from './react.tsx'

/** What changes the lab, on a screen that works it. On one that only looks it would be refused, and is not there. */
export const Work = ({ children }: { readonly children: ReactNode }): ReactNode =>
  useReadOnly() ? null : children

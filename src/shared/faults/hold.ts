import type { ComponentId } from '../base/index.ts'

/** The faults by which the screen holds every message, one for each component. */
export const holdId = (component: ComponentId): string => `hold-${component}`

import { fetched } from '../ui/fetched.ts'

export const ReportDialog = fetched(async () => (await import('./report-dialog.tsx')).ReportDialog)

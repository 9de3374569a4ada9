/** What one command line may use at most: it runs in the program that serves the lab. */
export const limits = {
  /** Values looked at and commands run. */
  steps: 200_000,
  arrayLength: 50_000,
  textLength: 500_000,
  outputLines: 20_000,
  /** Seconds of one Start-Sleep. */
  sleepSeconds: 3600,
  sourceLength: 200_000,
} as const

import { defineConfig } from '@playwright/test'

/**
 * Browser tests over the real app. Each test looks at a lab on a subnet of its worker's. Two workers: a lab
 * is idle for most of a test, while its page waits for facts. More would make a slow machine's pages late.
 */
export default defineConfig({
  retries: 1,
  testDir: 'test/e2e',
  outputDir: '.cache/e2e',
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    actionTimeout: 10_000,
    // A trace keeps every frame, a quarter of a run's work: only what failed is looked at twice.
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})

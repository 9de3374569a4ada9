import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

/** The one without windows does the same pages with less work. */
const browsers = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']

/**
 * Browser tests over the real app. Each test looks at a lab on a subnet of its worker's. Two workers: a lab
 * is idle for most of a test, while its page waits for facts. More would make a slow machine's pages late.
 */
export default defineConfig({
  retries: 1,
  // No test waits for another of its file: the workers end together.
  fullyParallel: true,
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
      executablePath: process.env['CHROMIUM'] ?? browsers.find(existsSync) ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        // Both draw letters alike then: pictures are compared.
        '--font-render-hinting=slight',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})

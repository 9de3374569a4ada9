import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Many labs or guests in one file: begun last, it would keep one worker busy long after the others are done. */
const longest =
  /lessons\/shipped|matrix\/matrix|dhcp-firmware|firmware-says|first-light|secure-boot|images-large/

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => longest.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

/** What comes about by itself has its time on a busy machine, too: vitest alone would wait for a second. */
const expectation = { poll: { timeout: 20_000 } }

/** Files that need root, namespaces or QEMU live in test/interop; a browser, in test/e2e. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          // Nothing of ours lives outside of what a test makes: files share the modules that one has loaded.
          isolate: false,
          // A test that expects nothing cannot fail.
          expect: { ...expectation, requireAssertions: true },
          testTimeout: 30_000,
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{property,integration}.test.ts', 'test/{interop,e2e}/**'],
        },
      },
      {
        test: {
          name: 'property',
          isolate: false,
          include: ['test/**/*.property.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          expect: expectation,
          // Whole labs, several in a process: what is tried twice is told at the end.
          retry: 1,
          include: ['test/**/*.integration.test.ts'],
          testTimeout: 60_000,
          // A hook opens labs, beside those of another file.
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'interop',
          expect: expectation,
          // Real clients over lossy cables: a second try tells what is broken from what was lost.
          retry: 1,
          include: ['test/interop/**/*.test.ts'],
          testTimeout: 180_000,
          // A hook opens a lab beside two guests that are emulated.
          hookTimeout: 180_000,
        },
      },
    ],
  },
})

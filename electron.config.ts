import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/** Main, preload and renderer, into `out/`. Packages of main stay in node_modules. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          electron: 'src/main/electron.ts',
          'hosts-worker': 'src/main/hosts/simulated/worker.ts',
          'journal-worker': 'src/main/journal/sqlite/worker.ts',
          'tftp-lane-worker': 'src/main/tftp/lane/worker.ts',
        },
        // Flat: the sources reach for `../../resources` from any file.
        output: { format: 'es', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        // A sandboxed preload is a CommonJS script.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    base: './',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      // Left to itself electron-vite keeps names and blanks: half of the bytes that a page fetches and parses.
      minify: true,
      cssMinify: true,
      // One sheet for all: a page that has lost its lab has every style, and asks only for programs again.
      cssCodeSplit: false,
      // In kB: the chunk of the first page is meant to be one.
      chunkSizeWarningLimit: 640,
      rollupOptions: {
        input: 'src/renderer/index.html',
        output: {
          codeSplitting: {
            // Two requests for all that the first page runs: every further one costs it a turn of browser and server.
            groups: [
              { name: 'lab', test: /src\/renderer\/lab\.ts$/ },
              { name: 'first', test: /src\/renderer\/main\.tsx$/ },
            ],
          },
        },
        treeshake: {
          // Our shared modules only say what they export: a page takes no schema that it does not parse with.
          moduleSideEffects: (id) => !id.includes('/src/shared/'),
          manualPureFunctions: ['z'],
        },
      },
    },
  },
})

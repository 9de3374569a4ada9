/**
 * What `npm start` and `npm test` need before anything of ours can run. Plain JavaScript for any
 * Node from 20 on, no packages: on a fresh clone there are none yet.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
/** Whoever started us: asked for at once, for to install and to build takes a while. */
const startedBy = process.ppid
const buildStamp = join(root, '.cache', 'built')
/** Node keeps what it made of our TypeScript there: every start after the first is about a second sooner. */
process.env.NODE_COMPILE_CACHE ??= join(root, '.cache', 'compiled')

/** Whether node_modules holds just what the lockfile says; npm keeps its own list of what it installed. */
const packagesInstalled = () => {
  const listed = (file) =>
    Object.entries(JSON.parse(readFileSync(join(root, file), 'utf8')).packages)
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return false
  const installed = new Map(listed('node_modules/.package-lock.json'))
  return listed('package-lock.json')
    .filter(([path, entry]) => path !== '' && !entry.optional)
    .every(([path, entry]) => installed.get(path)?.version === entry.version)
}

/** Installs the packages of the lockfile when they are not there. */
export const installPackages = () => {
  if (packagesInstalled()) return
  process.stderr.write('Installing packages (once)...\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status === 0) return
  process.stderr.write(
    'npm ci failed. Check that the package registry can be reached, then try again.\n',
  )
  process.exit(1)
}

/** The Node that runs our TypeScript: the pinned one from the `node` package, else this one if it is new enough. */
export const node24 = () => {
  const pinned = join(
    root,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  )
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  process.stderr.write(
    'Node 24 is missing: the `node` package did not install. Delete node_modules and try again.\n',
  )
  return process.exit(1)
}

/** The newest change below a folder, in ms. */
const newest = (path) => {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((latest, entry) => Math.max(latest, newest(join(path, entry))), 0)
}

/** Builds main, preload and renderer with electron-vite, once for each state of the sources. */
export const build = () => {
  const inputs = ['src', 'electron.config.ts', 'package-lock.json'].map((path) =>
    newest(join(root, path)),
  )
  const state = String(Math.max(...inputs))
  const built = existsSync(join(root, 'out', 'renderer', 'index.html')) && existsSync(buildStamp)
  if (built && readFileSync(buildStamp, 'utf8') === state) return
  process.stderr.write('Building the screen (once)...\n')
  const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const done = spawnSync(
    node24(),
    [vite, 'build', '--config', 'electron.config.ts', '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
    },
  )
  if (done.status !== 0) process.exit(done.status ?? 1)
  mkdirSync(dirname(buildStamp), { recursive: true })
  writeFileSync(buildStamp, state)
}

/**
 * npm passes a request to end on to its shell alone. That ends and leaves us behind, under another parent: a lab nobody sees
 * would go on serving its network.
 */
export const endWithNpm = (end) => {
  if (process.env.npm_lifecycle_event === undefined) return
  const look = setInterval(() => {
    if (process.ppid === startedBy) return
    clearInterval(look)
    end()
  }, 500)
}

/**
 * Runs a child in our place: same terminal, signals passed on, its exit code is ours. Ctrl-C reaches
 * the child from the terminal itself, so here it is only kept from ending us first.
 */
export const become = (command, args, env = {}) => {
  const child = spawn(command, args, {
    cwd: process.cwd(),
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  endWithNpm(() => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

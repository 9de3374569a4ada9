/**
 * `npm run portable [-- FILE.tar.gz]`: the program in one archive, for a laptop of the same system that has no internet, no
 * Node and no npm. Without a name it goes to `out/`.
 */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { keepTidy } from './lib/keep.mjs'
import { build, installPackages, root } from './lib/setup.mjs'

/** What the program reads at work, and the manual. */
const parts = ['package.json', 'src/main', 'src/shared', 'resources', 'out/renderer', 'docs']
/** Files with words of ours. */
const wording = /\.(ts|js|md)$/

/** Packages that are not for development alone, as far as this system has them. */
const packages = () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path]) => path)
    .filter((path) => existsSync(join(root, path)))
}

/** A package without those that lie in it: what is needed of them is listed itself. */
const copyPackage = (path, folder) => {
  const from = join(root, path)
  const isOwn = (file) => !relative(from, file).startsWith('node_modules')
  cpSync(from, join(folder, path), { recursive: true, filter: isOwn })
}

/** There is no npm where it goes: what is said of `npm start` is said of its own starter. */
const rename = (folder, starter) => {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !wording.test(entry.name)) continue
    const file = join(entry.parentPath, entry.name)
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replaceAll(/npm start( --silent)?( --(?= ))?/g, starter))
  }
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const name = `headwaiter-${version}-${process.platform}-${process.arch}`
const asked = process.argv[2]
if (asked?.startsWith('-')) {
  process.stdout.write('npm run portable -- [FILE.tar.gz]\n')
  process.exit(['-h', '--help'].includes(asked) ? 0 : 2)
}
const target = resolve(asked ?? join(root, 'out', `${name}.tar.gz`))
if (asked !== undefined && existsSync(target)) {
  process.stderr.write(`${target} is there already. Name another file, or remove that one.\n`)
  process.exit(2)
}

installPackages()
build()
// What is half done goes with it, also when it is cut off.
keepTidy()
process.stderr.write('Packing...\n')
const staging = mkdtempSync(join(tmpdir(), 'headwaiter-portable-'))
const starter = process.platform === 'win32' ? 'headwaiter' : './headwaiter'
try {
  const folder = join(staging, name)
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true })
  rename(folder, starter)
  cpSync(join(root, 'scripts', 'portable'), folder, { recursive: true })
  for (const path of packages()) copyPackage(path, folder)
  const archive = join(staging, 'archive')
  const { status, error } = spawnSync('tar', ['-czf', archive, '-C', staging, name], {
    stdio: 'inherit',
  })
  if (error !== undefined) throw error
  if (status !== 0) process.exit(1)
  cpSync(archive, `${target}.partial`)
  renameSync(`${target}.partial`, target)
} finally {
  rmSync(staging, { recursive: true, force: true })
}
process.stdout.write(`${target}: ${Math.round(statSync(target).size / 1e6)} MB\n`)

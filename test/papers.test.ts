import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../src/main/cli/commands.ts'

const records = join('docs', 'decisions')
const papers = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/**/*.md')]
const textOf = new Map(papers.map((paper) => [paper, readFileSync(paper, 'utf8')]))

/** What stands in the papers by a pattern, with the paper it stands in. */
const found = (pattern: RegExp): readonly (readonly [string, string])[] =>
  [...textOf].flatMap(([paper, text]) =>
    [...text.matchAll(pattern)].map(([, what = '']) => [paper, what] as const),
  )

describe('the papers', () => {
  it('link to what is there', () => {
    const links = found(/\]\(([^)#]+)[^)]*\)/g).filter(([, link]) => !link.startsWith('http'))
    expect(links.length).toBeGreaterThan(100)
    expect(links.filter(([paper, link]) => !existsSync(join(dirname(paper), link)))).toEqual([])
  })

  it('name decisions that were made', () => {
    const numbers = new Set(globSync(`${records}/0*.md`).map((file) => basename(file).slice(0, 4)))
    const named = found(/\bdecisions?[ /](\d{4})\b/g)
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter(([, number]) => !numbers.has(number))).toEqual([])
  })

  it('type commands that the command line has', () => {
    const names = new Set(commands.map(({ name }) => name))
    const typed = found(/npm start (?:--silent )?-- ([a-z][a-z-]*)/g)
    expect(typed.length).toBeGreaterThan(30)
    expect(typed.filter(([, command]) => !names.has(command))).toEqual([])
  })

  it('name files that are in the sources, the tests or the scripts', () => {
    const files = globSync('{src,test,bench,scripts,resources}/**/*.{ts,tsx,css,mjs,yaml,json}')
    const ends = new Set(files.flatMap((file) => [file, basename(file)]))
    const isThere = (name: string) =>
      ends.has(name) || existsSync(name) || files.some((file) => file.endsWith(`/${name}`))
    const named = found(/`([\w./-]+\.(?:ts|tsx|css|mjs))`/g).filter(
      ([paper]) => !paper.startsWith(records),
    )
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter(([, name]) => !isThere(name))).toEqual([])
  })

  it('list each decision once, by its title', () => {
    const listed = found(/^- \[(.+\]\(0.+)\)$/gm)
      .filter(([paper]) => paper === join(records, 'README.md'))
      .map(([, entry]) => entry)
    const made = globSync(`${records}/0*.md`).map((file) => {
      const [title = ''] = readFileSync(file, 'utf8').split('\n')
      return `${title.replace(/^# /, '')}](${basename(file)}`
    })
    expect(listed.toSorted()).toEqual(made.toSorted())
  })
})

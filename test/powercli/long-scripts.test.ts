import { describe, expect, it } from 'vitest'
import { createDrivenLab } from './console-lab.ts'

/** A script that computes, and waits for nothing. */
const busy = 'foreach ($n in 1..30000) { $text = "host $n" }; "done"'
const clock = { now: () => performance.now(), sleep: () => Promise.resolve() }

const stoppedAtOnce = async (text: string): Promise<string | undefined> => {
  const stop = new AbortController()
  const lab = await createDrivenLab(true, clock)
  setTimeout(() => stop.abort(), 1)
  const { lines } = await lab.console.run(text, { signal: stop.signal })
  await lab.close()
  return lines[0]?.text
}

describe('a long script', () => {
  it('lets the program that serves the lab have its turn', async () => {
    const lab = await createDrivenLab(true, clock)
    let turns = 0
    const others = setInterval(() => (turns += 1), 1)
    const { errors } = await lab.console.run(busy)
    clearInterval(others)
    await lab.close()
    expect(errors).toBe(0)
    expect(turns).toBeGreaterThan(3)
  })

  it('is stopped by somebody who types Ctrl C meanwhile', async () => {
    expect(await stoppedAtOnce(busy)).toBe('The script was stopped.')
  })

  it('stops between the members of a pipeline', async () => {
    const text = '1..40000 | Write-Warning -WarningAction SilentlyContinue'
    expect(await stoppedAtOnce(text)).toContain('The script was stopped.')
  })

  it('stops within a filter that compares each value with many', async () => {
    const stop = new AbortController()
    const lab = await createDrivenLab(true, clock)
    await lab.console.run('$many = 1..20000')
    setTimeout(() => stop.abort(), 30)
    const filter = '$many | Where-Object Name -in $many'
    const { lines } = await lab.console.run(filter, { signal: stop.signal })
    await lab.close()
    expect(lines[0]?.text).toContain('The script was stopped.')
  })

  it('ends when rounds without a body are too many', async () => {
    const lab = await createDrivenLab(true, clock)
    const { lines } = await lab.console.run(
      'foreach ($a in 1..50) { foreach ($b in 1..10000) { } }',
    )
    await lab.close()
    expect(lines[0]?.text).toContain('more than 200000 steps')
  })

  it('finds what is unique among many values without comparing each with each', async () => {
    const lab = await createDrivenLab(true, clock)
    const before = process.cpuUsage()
    const { lines } = await lab.console.run('(1..20000 | Select-Object -Unique).Count')
    const { user } = process.cpuUsage(before)
    await lab.close()
    expect(lines.map(({ text }) => text)).toEqual(['20000'])
    expect(user).toBeLessThan(1_500_000)
  })
})

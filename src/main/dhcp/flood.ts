/** Most facts about bad input a second: anybody can send bytes, and each fact is kept. */
const most = 20

/** Lets the first facts of each second through and counts the rest. */
export const createFloodGate = (now: () => number) => {
  let second = 0
  let passed = 0
  let held = 0
  return {
    /** How many were held back since the last that passed; `undefined` when this one is held, too. */
    pass(): number | undefined {
      const current = Math.floor(now() / 1000)
      if (current !== second) [second, passed] = [current, 0]
      if (passed >= most) {
        held += 1
        return undefined
      }
      const before = held
      passed += 1
      held = 0
      return before
    },
  }
}

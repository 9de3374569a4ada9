/** Does one after the other, whatever becomes of those before. The first error is thrown at the end. */
export const tryEach = async (works: readonly (() => unknown)[]): Promise<void> => {
  const errors: unknown[] = []
  for (const work of works) {
    try {
      await work()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
}

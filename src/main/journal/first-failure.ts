/**
 * Tells the first failure of a row of them: what cannot be written cannot be told by a fact, and each packet of a rack would
 * fail anew. The work settles as it did.
 */
export const tellFirstFailure = (tell: (error: unknown) => void) => {
  let isFailing = false
  return async <T>(work: Promise<T>): Promise<T> => {
    try {
      const done = await work
      isFailing = false
      return done
    } catch (error) {
      if (!isFailing) tell(error)
      isFailing = true
      throw error
    }
  }
}

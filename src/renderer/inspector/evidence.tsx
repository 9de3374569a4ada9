import { chooseFact } from '../place/route.ts'
import { useStrings } from '../strings/index.tsx'

/** Facts by their number, each a step away. */
export const Evidence = ({ of }: { readonly of: readonly number[] }) => {
  const { inspector } = useStrings()
  return of.map((seq) => (
    <button key={seq} type="button" onClick={() => chooseFact(seq)}>
      {inspector.fact(seq)}
    </button>
  ))
}

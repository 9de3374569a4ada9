/** The host a fact is about, if it is about one. */
export const hostOf = ({
  host,
}: {
  readonly type: string
  readonly host?: string | undefined
}): string | undefined => host

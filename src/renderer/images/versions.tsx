import { useCallback } from 'react'
import { useActions } from '../client/actions.tsx'
import type { LabClient } from '../client/connection.ts'
import { Work } from '../client/work.tsx'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'
import { Difference } from './difference.tsx'
import { useFound, valueOr } from './use-found.ts'
import styles from './work.module.css'

/** What an image was, version by version; any of them can be had again. */
export const Versions = ({ image }: { readonly image: string }) => {
  const { phrase, imageWork } = useStrings()
  const { versions, failed } = imageWork
  const format = useFormat()
  const { inTurn } = useActions()
  const read = useCallback(
    (client: LabClient) => client.images.versions({ imageProfile: image }),
    [image],
  )
  const [found] = useFound(read)
  const restore = (version: number) =>
    void inTurn('document', failed, (client) =>
      client.images.restore({ imageProfile: image, version }),
    )
  return (
    <ol className={styles.versions} aria-label={versions.label}>
      {valueOr(found, []).map(({ version, at, summary, current, difference }) => (
        <li key={version}>
          <header>
            <strong>{versions.version(version)}</strong>
            <span>{format.dayAndTime(at)}</span>
            <span>{phrase(summary)}</span>
            {current ? (
              <Pill tone="ok" glyph="ok">
                {versions.now}
              </Pill>
            ) : (
              <Work>
                <Button
                  size="s"
                  aria-label={versions.restoreOne(version)}
                  onClick={() => restore(version)}
                >
                  {versions.restore}
                </Button>
              </Work>
            )}
          </header>
          {difference !== undefined && <Difference difference={difference} />}
        </li>
      ))}
    </ol>
  )
}

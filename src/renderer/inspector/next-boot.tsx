import { Select } from '@mantine/core'
import type { NextBootChoice } from '../../shared/facts/index.ts'
import type { HostView } from '../../shared/host/index.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useLab, useReadOnly } from '../client/react.tsx'
import { onceText } from '../host/next-boot.ts'
import { useStrings } from '../strings/index.tsx'
import styles from './inspector.module.css'

const usual = 'usual'
const disk = 'disk'
const imageKey = (name: string): string => `image:${name}`

const keyOf = (choice: NextBootChoice | undefined): string => {
  if (choice === undefined) return usual
  return choice.kind === 'disk' ? disk : imageKey(choice.imageProfile)
}

/** What the host boots the next time only, and what this boot was when it was such a choice. */
export const NextBoot = ({ host }: { readonly host: HostView }) => {
  const { nextBoot: texts } = useStrings()
  const { chooseNextBoot, takeBackNextBoot } = useActions()
  const images = useLab((lab) => lab.state.document.imageProfiles)
  // What is asked is asked of the host as it is, whatever moment is shown.
  const now = useLab((lab) => lab.head.hosts.get(host.id)) ?? host
  const busy = useDesk((desk) => desk.busy.has(`nextBoot:${host.id}`))
  const readOnly = useReadOnly()
  const choose = (key: string | null) => {
    const image = images.find(({ name }) => imageKey(name) === key)
    if (image !== undefined) chooseNextBoot([host.id], { kind: 'image', imageProfile: image.name })
    else if (key === disk) chooseNextBoot([host.id], { kind: 'disk' })
    else takeBackNextBoot([host.id])
  }
  return (
    <dl className={`${styles.section} ${styles.pairs}`}>
      <dt>{texts.title}</dt>
      <dd data-testid="next-boot">
        {readOnly ? (
          (onceText(host.nextBoot, texts) ?? texts.usual)
        ) : (
          <Select
            size="xs"
            aria-label={texts.title}
            allowDeselect={false}
            disabled={busy}
            data={[
              { value: usual, label: texts.usual },
              { value: disk, label: texts.once(texts.disk) },
              ...images.map(({ name }) => ({ value: imageKey(name), label: texts.once(name) })),
            ]}
            value={keyOf(now.nextBoot)}
            onChange={choose}
          />
        )}
      </dd>
      {host.once !== undefined && (
        <>
          <dt>{texts.thisBoot}</dt>
          <dd data-testid="once">{onceText(host.once, texts)}</dd>
        </>
      )}
    </dl>
  )
}

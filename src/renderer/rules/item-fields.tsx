import type { LabDocument, Rule, RuleItem } from '../../shared/document/schema.ts'
import { itemNames, itemTypeOf, itemTypes, type ItemType } from '../../shared/document/index.ts'
import { useStrings } from '../strings/index.tsx'
import { withItem } from './draft.ts'
import styles from './editor.module.css'

const kindsOf: Readonly<Record<ItemType, readonly RuleItem['kind'][]>> = {
  imageProfile: ['imageProfile'],
  hostProfile: ['hostProfile'],
  location: ['cluster', 'folder', 'datacenter'],
  scriptBundle: ['scriptBundle'],
}

type Option = { readonly key: string; readonly item: RuleItem }

const keyOf = ({ kind, name }: Pick<RuleItem, 'kind' | 'name'>): string => `${kind}:${name}`

const optionsOf = (document: LabDocument, kind: RuleItem['kind']): readonly Option[] =>
  itemNames(document, kind).map((name) => ({ key: keyOf({ kind, name }), item: { kind, name } }))

export type ItemFieldsProps = {
  readonly rule: Rule
  readonly document: LabDocument
  readonly onChange: (rule: Rule) => void
}

/** What a rule gives: at most one of each type. */
export const ItemFields = ({ rule, document, onChange }: ItemFieldsProps) => {
  const { rules } = useStrings()
  return (
    <fieldset className={styles.group}>
      <legend>{rules.editor.items}</legend>
      {itemTypes.map((type) => {
        const item = rule.items.find((each) => itemTypeOf(each) === type)
        const groups = kindsOf[type].map((kind) => ({ kind, options: optionsOf(document, kind) }))
        const all = groups.flatMap(({ options }) => options)
        const chosen = item === undefined ? '' : keyOf(item)
        return (
          <label key={type} className={styles.field}>
            <span>{rules.types[type]}</span>
            <select
              value={chosen}
              onChange={(event) => {
                const found = all.find(({ key }) => key === event.currentTarget.value)
                onChange(withItem(rule, type, found?.item))
              }}
            >
              <option value="">{rules.editor.noItem}</option>
              {item !== undefined && !all.some(({ key }) => key === chosen) && (
                <option value={chosen}>{rules.editor.notInLab(item.name)}</option>
              )}
              {groups.map(({ kind, options }) =>
                groups.length === 1 ? (
                  options.map(({ key, item: { name } }) => (
                    <option key={key} value={key}>
                      {name}
                    </option>
                  ))
                ) : (
                  <optgroup key={kind} label={rules.kinds[kind]}>
                    {options.map(({ key, item: { name } }) => (
                      <option key={key} value={key}>
                        {name}
                      </option>
                    ))}
                  </optgroup>
                ),
              )}
            </select>
          </label>
        )
      })}
    </fieldset>
  )
}

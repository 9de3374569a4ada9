import { describe, expect, it } from 'vitest'
import { placeOfField } from '../../../src/renderer/inspector/field-place.ts'
import { fieldsOf } from '../../../src/renderer/inspector/fields.ts'

describe('placeOfField', () => {
  it('leads from the values of a decision to its rules, its image and its profile', () => {
    const fields = fieldsOf({
      type: 'rules.decided',
      host: 'esx-01',
      from: 'rules',
      rules: { imageProfile: 'image-for-dell' },
      association: { imageProfile: 'Reference', hostProfile: 'Caching', cluster: 'Rack A' },
    })
    const places = new Map(fields.map((field) => [field.name, placeOfField(field)]))
    expect(places.get('rules.imageProfile')).toEqual({ page: 'rules', item: 'image-for-dell' })
    expect(places.get('association.imageProfile')).toEqual({ page: 'images', item: 'Reference' })
    expect(places.get('association.hostProfile')).toEqual({ page: 'profiles', item: 'Caching' })
    expect(places.get('association.cluster')).toBeUndefined()
  })
})

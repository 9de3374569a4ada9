import { XMLParser } from 'fast-xml-parser'
import { isFields, type Fields, LabError } from '../../../shared/base/index.ts'

/** An element: its text, its attributes, and the elements in it, by name and in order. */
export type Xml = {
  readonly text: string
  attribute(name: string): string | undefined
  /** The first element of this name; an empty one when there is none. */
  child(name: string): Xml
  children(name: string): readonly Xml[]
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  alwaysCreateTextNode: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 64,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
})

/**
 * Parses the XML of a depot. A document type is refused: with it come entities that grow without end or
 * reach outside. `LabError` `image.xml-invalid` (detail `file`).
 */
export const parseXml = (bytes: Buffer, file: string): Xml => {
  const text = bytes.toString('utf8')
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw invalid(file, 'it declares a document type')
  try {
    return element(parser.parse(text, true))
  } catch (error) {
    throw invalid(file, error instanceof Error ? error.message : String(error), error)
  }
}

const invalid = (file: string, message: string, cause?: unknown): LabError =>
  new LabError('image.xml-invalid', `${file} cannot be read: ${message}.`, { file }, cause)

const element = (value: unknown): Xml => {
  const fields: Fields = isFields(value) ? value : {}
  const children = (name: string): readonly Xml[] => {
    const found = fields[name]
    return Array.isArray(found) ? found.map(element) : []
  }
  const attribute = (name: string) => {
    const found = fields[`@${name}`]
    return typeof found === 'string' ? found : undefined
  }
  const text = fields['#text']
  return {
    text: typeof text === 'string' ? text.trim() : '',
    attribute,
    children,
    child: (name) => children(name)[0] ?? empty,
  }
}

const empty: Xml = { text: '', attribute: () => undefined, children: () => [], child: () => empty }

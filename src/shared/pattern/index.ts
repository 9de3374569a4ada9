export { attributeNames, isAttributeName, normalize, type AttributeName } from './attributes.ts'
export { parsePattern, type AddressRange, type Pattern } from './pattern.ts'

export { attributeNames, type AttributeName } from './attributes.ts'
export { foldAssociation, noAssociations, type Associations, type Stored } from './associations.ts'
export {
  compilePattern,
  compileRule,
  itemTypeOf,
  type CompiledRule,
  type ItemType,
} from './compile.ts'
export { compileRuleSet, decide, type CompiledRuleSet, type Decision } from './decide.ts'
export { parsePattern, type Pattern } from './pattern.ts'

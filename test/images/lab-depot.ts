import { createDepots, type ImageStore } from '../../src/main/images/index.ts'
import type { AcceptanceLevel, Depot, SoftwarePackage } from '../../src/shared/image/index.ts'

/** Packages of a small ESXi, as a depot lists them; their bytes are in the store. */
export type PackageRecipe = {
  readonly name: string
  readonly version?: string
  readonly level?: AcceptanceLevel
  readonly type?: string
  /** Names of packages it needs, and those it does not go with. */
  readonly needs?: readonly string[]
  readonly conflicts?: readonly string[]
  readonly payloads?: readonly (readonly [name: string, type: string])[]
}

const packageOf = async (store: ImageStore, recipe: PackageRecipe): Promise<SoftwarePackage> => {
  const { name, version = '1.0-1', level = 'accepted', type = 'bootbank' } = recipe
  const bytes = (text: string) => store.add(Buffer.from(`${name} ${version} ${text}`))
  const payloads = []
  for (const [payload, kind] of recipe.payloads ?? [[name.slice(0, 8), 'vgz'] as const]) {
    payloads.push({ name: payload, type: kind, ...(await bytes(payload)) })
  }
  return {
    id: `ACME_${type}_${name}_${version}`,
    ...{ name, version, vendor: 'ACME', type, summary: name, released: '2026-01-01' },
    acceptanceLevel: level,
    statelessReady: true,
    depends: (recipe.needs ?? []).map((needed) => ({ name: needed })),
    conflicts: (recipe.conflicts ?? []).map((other) => ({ name: other })),
    replaces: [],
    provides: [],
    payloads,
    file: await bytes('package'),
  }
}

export const base: PackageRecipe = {
  name: 'esx-base',
  version: '8.0.0-1.0',
  payloads: [
    ['b', 'boot'],
    ['k', 'boot'],
    ['s', 'vgz'],
  ],
}
export const driver: PackageRecipe = { name: 'net-e1000e', needs: ['esx-base'], level: 'partner' }
export const tools: PackageRecipe = {
  name: 'tools-light',
  type: 'tools',
  payloads: [['tools', 'tgz']],
}

/** Keeps a depot of these packages with one image profile `ACME-8.0-standard` of the first few. */
export const putDepot = async (
  store: ImageStore,
  name: string,
  recipes: readonly PackageRecipe[] = [base, driver, tools],
  inProfile = recipes.length,
): Promise<Depot> => {
  const packages: SoftwarePackage[] = []
  for (const recipe of recipes) packages.push(await packageOf(store, recipe))
  const depot: Depot = {
    name,
    origin: `${name}.zip`,
    profiles: [
      {
        name: 'ACME-8.0-standard',
        vendor: 'ACME',
        acceptanceLevel: 'partner',
        created: '2026-01-02',
        packages: packages.slice(0, inProfile).map(({ id }) => id),
        bootNames: {},
      },
    ],
    packages,
    bulletins: [],
  }
  await createDepots({ store }).put(depot)
  return depot
}

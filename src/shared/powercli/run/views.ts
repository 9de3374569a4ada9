/** How objects of a type are shown, as the Format file of PowerCLI's modules would. */
export type Column = {
  readonly property: string
  readonly header?: string
  /** Characters; a wider value is cut. Without it the column is as wide as it needs to be. */
  readonly width?: number
}
export type View =
  | { readonly kind: 'list'; readonly properties?: readonly string[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[] }

const table = (...columns: (string | Column)[]): View => ({
  kind: 'table',
  columns: columns.map((column) => (typeof column === 'string' ? { property: column } : column)),
})

export const views: Readonly<Record<string, View>> = {
  DeployRule: { kind: 'list', properties: ['Name', 'PatternList', 'ItemList'] },
  TestResult: { kind: 'list', properties: ['VMHost', 'ItemList'] },
  ComplianceItem: table(
    { property: 'CurrentItem', width: 22 },
    { property: 'ExpectedItem', width: 22 },
  ),
  VMHost: table(
    { property: 'Name', width: 30 },
    { property: 'ConnectionState', width: 15 },
    { property: 'PowerState', width: 10 },
    { property: 'Parent', width: 20 },
  ),
  Cluster: table({ property: 'Name', width: 30 }, 'HostProfile', 'Image'),
  Folder: table({ property: 'Name', width: 30 }, 'Type'),
  Datacenter: table('Name'),
  VMHostProfile: table({ property: 'Name', width: 30 }, 'SystemImageCache'),
  EsxImageProfile: table(
    { property: 'Name', width: 30 },
    { property: 'Vendor', width: 15 },
    { property: 'ModifiedTime', header: 'Last Modified', width: 20 },
    { property: 'AcceptanceLevel', header: 'Acceptance Level' },
  ),
  EsxSoftwareDepot: table({ property: 'DepotUrl', header: 'Depot Url' }),
  DepotInfo: { kind: 'list' },
  EsxSoftwarePackage: table(
    { property: 'Name', width: 24 },
    { property: 'Version', width: 30 },
    { property: 'Vendor', width: 12 },
    { property: 'ReleaseDate', header: 'Release Date', width: 20 },
  ),
  EsxBootModule: table({ property: 'Name', width: 24 }, 'Size', {
    property: 'Digest',
    width: 20,
  }),
  EsxImageProfileDifference: { kind: 'list' },
  ScriptBundle: table({ property: 'Name', width: 30 }, 'Scripts'),
  RequiredInput: table('VMHost', 'HostProfile', 'Name', 'Value'),
  CustomCertificate: table(
    { property: 'Host', width: 20 },
    { property: 'Serial', width: 40 },
    'Expires',
  ),
  DeployOption: table({ property: 'Key', width: 20 }, 'Value'),
  ProxyServer: table({ property: 'ID', width: 5 }, { property: 'Address', width: 45 }),
  VIServer: table({ property: 'Name', width: 30 }, { property: 'Port', width: 5 }, 'User'),
  VirtualMachine: table({ property: 'Name', width: 20 }, 'VMHost', 'Cluster'),
  VMHostAttributes: { kind: 'list' },
  HistoryInfo: table('Id', 'CommandLine'),
  CommandInfo: table('CommandType', { property: 'Name', width: 40 }, 'Module'),
  ModuleInfo: table('Name', 'Commands'),
  Variable: table('Name', 'Value'),
  MemberDefinition: table('Name', 'MemberType', 'Value'),
  Measurement: { kind: 'list' },
  ComplianceFailure: table('VMHost', 'HostProfile', 'Failure'),
}

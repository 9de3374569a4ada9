export const report = {
  title: 'What just happened',
  open: 'Make a report…',
  text: 'A file for whoever looks into a defect: what the lab did, with stand-ins for names. Nothing is sent.',
  lead: 'This is all that the file will hold. It is made and stays on this computer: you pass it on, or not. Passwords, keys and tokens are never in it.',
  close: 'Close',
  asking: 'The lab is asked…',
  silent:
    'The lab does not answer. In the folder of Headwaiter this writes the same report, whether the lab runs or not:',
  again: 'Ask again',
  keepNames: 'Keep names and addresses',
  keepNamesText:
    'Otherwise hosts, users, cards, addresses, serial numbers and paths have stand-ins, the same ones throughout.',
  parts: 'Parts',
  part: {
    about: { name: 'Program and machine', text: 'Versions, system, memory.' },
    findings: { name: 'Findings', text: 'What failed, was refused or was changed, line by line.' },
    errors: { name: 'Own errors', text: 'What Headwaiter itself did not expect.' },
    facts: { name: 'Newest facts', text: 'The end of the journal, 5,000 facts at most.' },
    capture: {
      name: 'Last packets',
      text: 'For Wireshark, 2,000 packets at most; what files held is zeros.',
    },
    document: { name: 'The lab as it is meant', text: 'Hosts, rules, profiles, network.' },
    history: { name: 'Versions of the lab', text: 'When it was changed.' },
    leases: { name: 'Leases', text: 'Who has which address.' },
  },
  preview: (part: string) => `Preview: ${part}`,
  show: (part: string) => `Show ${part}`,
  more: (count: string) => `… and ${count} more lines in the file.`,
  size: (size: string) => `The file takes ${size}.`,
  save: 'Save report',
  link: 'Report it…',
}

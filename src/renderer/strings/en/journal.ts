export const journal = {
  lead: 'Every fact the lab recorded, newest first. Choose one to see its fields.',
  empty: 'Nothing is recorded yet.',
  undo: 'Undo',
  redo: 'Redo',
  versions: 'Versions of the lab',
  version: (version: number) => `Version ${version}`,
  columns: {
    seq: 'No.',
    time: 'Time',
    host: 'Host',
    component: 'Component',
    type: 'Fact',
    text: 'What it says',
  },
}

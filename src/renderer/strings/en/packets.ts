export const packets = {
  empty: 'No packets yet. They are kept as hosts boot.',
  notYet: 'No kept packet is from before the moment that is shown.',
  save: 'Save as pcapng',
  gone: 'No kept packet fits it: it never was one, or newer ones took its place.',
  packet: 'Packet',
  fields: 'Fields',
  bytes: 'Bytes',
  cut: (kept: number, length: number) => `${kept} of ${length} bytes were kept.`,
  columns: {
    title: 'Packet',
    time: 'Time',
    protocol: 'Protocol',
    from: 'From',
    to: 'To',
    length: 'Bytes',
    comment: 'Whose',
  },
}

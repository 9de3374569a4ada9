/**
 * The address that reaches every machine of the segment, also one without an address (RFC 919). A socket bound to it hears
 * broadcasts alone, so it takes no unicast away from the machine's own DHCP client.
 */
export const everybody = '255.255.255.255'

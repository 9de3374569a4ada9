/** Hosts and a vCenter for a lab that does not run: whatever is to be done with them, `refuse` says why not. */
export const refusing = (refuse: () => Promise<never>) => ({
  vcenter: {
    reconnect: refuse,
    disconnect: refuse,
    enterMaintenance: refuse,
    exitMaintenance: refuse,
    remediate: refuse,
    checkCompliance: refuse,
    remove: refuse,
  },
  power: { powerOn: refuse, powerOff: refuse, reboot: refuse },
})

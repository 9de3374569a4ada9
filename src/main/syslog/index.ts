export { openSyslog, type Logs, type Syslog } from './syslog.ts'

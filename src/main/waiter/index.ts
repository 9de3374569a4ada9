export { createWaiter, type WaiterDeps } from './waiter.ts'

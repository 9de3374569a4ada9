import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads'
import { assertNever } from '../../../shared/base/index.ts'
import { createCarrier, type Carrier } from './carrier.ts'
import { allocate } from '../../net/native/memory.ts'
import { createSystemClock } from '../../system-clock.ts'
import {
  createEvents,
  EFD_NONBLOCK,
  EPOLL_CTL_ADD,
  EPOLLET,
  EPOLLIN,
  loadLibc,
  type Libc,
} from './libc.ts'
import type { FromLane, LaneData, ToLane } from './messages.ts'

/*
 * The lane: a thread that waits in epoll and not in Node's loop. Orders come by message; as nobody
 * waits for messages here, each is followed by a write to `wakeFd`, which is one of the descriptors
 * waited for.
 */

/** Longest wait, ms. */
const nap = 60_000
/** ms after which orders are looked for, however fast a client answers. */
const lookEvery = 2

const obey = (carrier: Carrier, order: ToLane): void => {
  switch (order.kind) {
    case 'begin':
      return carrier.begin(order)
    case 'again':
      return carrier.again(order.id)
    case 'kill':
      return carrier.kill(order.id, order.end)
    case 'stop':
      return carrier.killAll()
    default:
      assertNever(order)
  }
}

/** Takes all orders there are. True when the last one was to stop. */
const obeyAll = (carrier: Carrier, port: MessagePort): boolean => {
  for (;;) {
    const message = receiveMessageOnPort(port)
    if (message === undefined) return false
    const order: ToLane = message.message
    obey(carrier, order)
    if (order.kind === 'stop') return true
  }
}

/** Tells how the thread is woken. */
const tellWake = ({ wake }: LaneData, descriptor: number): void => {
  const told = new Int32Array(wake)
  Atomics.store(told, 0, descriptor)
  Atomics.notify(told, 0)
}

const run = (libc: Libc, port: MessagePort, data: LaneData): void => {
  const { began, progress, capture } = data
  const clock = createSystemClock({ began })
  const now = () => clock.now()
  const slots = new Float64Array(progress)
  const epoll = libc.epoll_create1(0)
  const wakeFd = libc.eventfd(0, EFD_NONBLOCK)
  const events = createEvents(256)
  const counter = allocate(8)
  const watch = (fd: number, how: 'once' | 'while') => {
    events.setInput(fd, how === 'once' ? EPOLLIN | EPOLLET : EPOLLIN)
    libc.epoll_ctl(epoll, EPOLL_CTL_ADD, fd, events.at)
  }
  const carrier = createCarrier({
    libc,
    now,
    capture,
    watch,
    report: (id, bytes, at) => {
      slots[id * 2] = bytes
      slots[id * 2 + 1] = at
    },
    ended: (id, ended) => port.postMessage({ id, ended } satisfies FromLane),
  })
  watch(wakeFd, 'while')
  tellWake(data, wakeFd)
  let looked = 0
  // An order from before that was followed by no write.
  for (let at = now(), isOver = obeyAll(carrier, port); !isOver;) {
    const wait = Math.min(nap, Math.max(0, Math.ceil(carrier.tick(at) - at)))
    carrier.publish()
    if (at - looked < lookEvery && carrier.catchAnswer()) {
      at = now()
      continue
    }
    const ready = libc.epoll_wait(epoll, events.at, events.most, wait)
    at = now()
    looked = at
    let woken = false
    for (let index = 0; index < ready; index += 1) {
      const fd = events.fdOf(index)
      if (fd === wakeFd) woken = true
      else carrier.readable(fd, at)
    }
    if (!woken) continue
    libc.read(wakeFd, counter.at, 8)
    isOver = obeyAll(carrier, port)
  }
  libc.close(epoll)
}

const start = (data: LaneData): void => {
  const libc = loadLibc()
  // Where there is none to call, the thread ends, and the portable way serves.
  if (parentPort === null || libc === undefined) return tellWake(data, -1)
  run(libc, parentPort, data)
  parentPort.close()
}

start(workerData)

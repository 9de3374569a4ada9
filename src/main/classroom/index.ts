export { createClassroom, type Classroom } from './classroom.ts'
export { onlookerRouter } from './onlooker.ts'

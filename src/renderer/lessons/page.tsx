export const LessonsPage = () => null

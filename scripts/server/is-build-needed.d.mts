export function isBuildNeeded(): boolean

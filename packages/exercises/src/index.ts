/** For authors and for the build: what an exercise is, and its readings. The browser loads `check`, `feedback` and `progress` instead. */
export * from './exercise.ts';
export * from './md.ts';
export { toPadSpec } from './pad-spec.ts';
export * from './readings.ts';
export * from './spec.ts';

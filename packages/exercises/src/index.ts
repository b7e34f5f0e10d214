/** For authors and the build. The browser loads `check`, `feedback` and `progress` instead. */
export * from './author/exercise.ts';
export * from './author/md.ts';
export { toPadSpec } from './pad/pad-spec.ts';
export * from './author/readings.ts';
export * from './author/spec.ts';
export { agreesOnPaper } from './author/symbolic.ts';
export { expressionTex } from './author/tex.ts';

#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { runCommandLine } from '../src/command-line.ts';

const { status, out, err } = runCommandLine(process.argv.slice(2), { read: (path) => readFileSync(path, 'utf8') });
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = status;

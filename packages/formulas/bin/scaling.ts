#!/usr/bin/env node
import { runCommandLine } from '../src/command-line.ts';

const { status, out, err } = runCommandLine(process.argv.slice(2));
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = status;

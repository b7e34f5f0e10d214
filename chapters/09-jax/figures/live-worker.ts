/** Runs a reader's code; lives for one run and is ended by the page. */
import { runCode, type Report } from './run-code.ts';

const page = self as unknown as { onmessage: ((event: MessageEvent<string>) => void) | null; postMessage: (report: Report) => void };

// A library's frames must not crowd out the reader's line.
Error.stackTraceLimit = 100;

page.onmessage = ({ data }) => {
  void runCode(data, (report) => {
    page.postMessage(report);
  });
};

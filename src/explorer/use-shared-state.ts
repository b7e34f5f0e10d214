import { useEffect, useRef, useState } from 'react';
import { initialValues, readSharedState, writeSharedState, type Schema, type Values } from './shared-state.ts';

export interface Shared<S extends Schema> {
  readonly values: Values<S>;
  readonly set: (changed: Partial<Values<S>>) => void;
  /** Sets one value: for `onChange`. */
  readonly put: <K extends keyof S>(key: K) => (value: Values<S>[K]) => void;
  /** With the explorer's anchor. */
  readonly link: () => string;
  /** Until the address has been read controls stay disabled, so that no input is lost. */
  readonly live: boolean;
}

/** Browsers refuse to replace an address a hundred times in half a minute. */
const restMs = 400;

/** Read from the address and saved to it. `schema` must be the same object on every render. */
export function useSharedState<S extends Schema>(id: string, schema: S): Shared<S> {
  const [values, setValues] = useState(() => initialValues(schema));
  const [live, setLive] = useState(false);
  const latest = useRef(values);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const show = (next: Values<S>): void => {
    latest.current = next;
    setValues(next);
  };
  const search = (): string => writeSharedState(schema, id, latest.current, location.search);
  const keep = (): void => {
    timer.current = undefined;
    history.replaceState(history.state, '', search() + location.hash);
  };

  useEffect(() => {
    show(readSharedState(schema, id, location.search));
    setLive(true);
    return () => {
      clearTimeout(timer.current);
    };
  }, [id, schema]);

  const set = (changed: Partial<Values<S>>): void => {
    show({ ...latest.current, ...changed });
    timer.current ??= setTimeout(keep, restMs);
  };
  const put =
    <K extends keyof S>(key: K) =>
    (value: Values<S>[K]): void => {
      set({ [key]: value } as unknown as Partial<Values<S>>);
    };
  const link = (): string => Object.assign(new URL(location.href), { search: search(), hash: id }).href;
  return { values, set, put, link, live };
}

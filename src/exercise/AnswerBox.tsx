/** The answer box of an exercise or quiz as it stands on a page. */
import { useStore } from '@nanostores/react';
import type { ReactNode } from 'react';
import { $settings, recordId } from './shown-settings.ts';
import { Fields, type Props } from './Fields.tsx';

/** The fields of the setting that the page shows; another setting starts with empty fields and a record of its own. */
export default function AnswerBox({ id, fields }: Props): ReactNode {
  const setting = useStore($settings, { keys: [id] })[id];
  const record = recordId(id, setting?.name);
  return <Fields key={record} id={record} fields={setting?.fields ?? fields} />;
}

import { formatQuantity } from '@scaling-workbook/formulas/units';
import type { ReactNode } from 'react';
import { DataTable, type Column } from '#explorer/DataTable.tsx';
import type { Layout, Plan, PlannedChip, PlannedModel, ShardingId } from './planner.ts';
import { stepOf } from './planner-step.ts';

const columns: readonly Column[] = [
  { label: 'A step', kind: 'words' },
  { label: 'Arithmetic' },
  { label: 'All-reduces' },
  { label: 'Data-parallel traffic' },
  { label: 'Share of peak' },
];

export interface Props {
  readonly model: PlannedModel;
  readonly chip: PlannedChip;
  readonly layout: Layout;
  readonly plan: Plan;
  readonly sharding: ShardingId;
}

export function StepTable({ model, chip, layout, plan, sharding }: Props): ReactNode {
  const step = stepOf(model, chip, layout, plan, sharding);
  if (!step) return <p>No step time for the {chip.name}: its links or its network are not in our table, or are laid out otherwise.</p>;
  const time = (seconds: number): string => formatQuantity(seconds, 's', { digits: 3 });
  return (
    <DataTable
      caption="How long that step takes, by the model of this chapter"
      columns={columns}
      rows={[
        [
          time(step.step),
          time(step.arithmetic),
          time(step.tensorTime),
          time(step.dataTime),
          formatQuantity(step.ofPeak, '1', { as: '%', digits: 2 }),
        ],
      ]}
    />
  );
}

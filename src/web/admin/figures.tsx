import type { AdminFigures } from '../../wire/admin/messages.ts';
import { shortDate } from '../page/dates.ts';
import { useDeeds } from './use-connection.ts';
import { span } from '../../util/span.ts';
import { count } from './words.ts';

export function Figures({ figures }: { readonly figures: AdminFigures }) {
  const { now } = useDeeds();
  const { people, bots, messagesPerSecond, messages, entriesStored, deliveries, deliveriesPerSecond } =
    figures;
  const rows: readonly (readonly [label: string, value: string, more: string])[] = [
    ['People', count(people), `${count(bots)} bots`],
    ['Messages', count(messages), `${count(messagesPerSecond)} a second`],
    ['Deliveries', count(deliveries), `${count(deliveriesPerSecond)} a second`],
    ['Stored', count(entriesStored), 'since the start'],
    ['Refused', count(figures.refusals), 'since the start'],
    ['Memory', `${count(figures.memoryMiB)} MiB`, `hobnob ${figures.version}`],
    ['Running', span(now - figures.startedAt), `since ${shortDate(figures.startedAt, now)}`],
  ];
  return (
    <section class="card figures" aria-label="Figures">
      <dl>
        {rows.map(([label, value, more]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <strong>{value}</strong> <span class="hint">{more}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

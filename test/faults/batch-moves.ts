import { units } from '../support/city.js';
import type { Chance } from './chance.js';
import { DAY, type Known, type Making } from './known.js';

const quoted = (text: string): string => `"${text}"`;

/** What the bank says of some lines of the file it was given: most were paid, some came back. */
const bankAnswer = (bankFile: string, chance: Chance): string => {
  const lines = bankFile
    .replace('\u{feff}', '')
    .split('\r\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split(',').map((field) => field.replaceAll('"', '')));
  const told = lines.filter(() => chance.next() < 0.9);
  const rows = (told.length > 0 ? told : lines).map(([number = '', , card = '', , yuan = '']) => {
    const outcome = chance.next() < 0.9 ? ['成功', ''] : ['失败', '账户已销户'];
    return [number, quoted(card), yuan, ...outcome, DAY].join(',');
  });
  return ['序号,收款账号,金额(元),状态,失败原因,日期', ...rows].join('\r\n');
};

const pathOf = (batchId: string, action: string): string => `/payment-batches/${batchId}/${action}`;

const latest = ({ batches }: Known, chance: Chance): string | undefined => chance.pick(batches.slice(-4));

export const draft: Making = ({ aids }, chance, key) => {
  const some = [...new Set(Array.from({ length: chance.between(1, 8) }, () => chance.pick(aids.slice(-30)) ?? ''))].filter(
    (id) => id !== '',
  );
  const chosen = some.length > 0 && chance.next() < 0.3 ? { aidIds: some } : {};
  const title = `送温暖 ${key.slice(-6)}`;
  return {
    name: 'draft',
    by: 'preparer',
    path: '/payment-batches',
    body: { unitId: units.county, title, draftedOn: DAY, ...chosen },
    leaves: 'BatchDrafted',
  };
};

const onBatch =
  (name: string, by: 'preparer' | 'countyKeeper', leaves: string, body: object): Making =>
  (known, chance) => {
    const batchId = latest(known, chance);
    return batchId === undefined ? undefined : { name, by, path: pathOf(batchId, name), body, leaves, stream: `paymentBatch-${batchId}` };
  };

export const freeze = onBatch('freeze', 'preparer', 'BatchFrozen', { frozenOn: DAY });
export const signOff = onBatch('sign-off', 'countyKeeper', 'BatchSignedOff', { signedOffOn: DAY });
export const cancelBatch = onBatch('cancel', 'preparer', 'BatchCancelled', { cancelledOn: DAY, explanation: '重新制表' });
/** A list is handed out as often as it is asked for: each of them is a fact of its own. */
export const exportFile = onBatch('export-bank-file', 'countyKeeper', '', { format: 'csv_utf8' });

export const importResult: Making = ({ bankFiles }, chance) => {
  const batchId = chance.pick([...bankFiles.keys()].slice(-4));
  const bankFile = batchId === undefined ? undefined : bankFiles.get(batchId);
  if (batchId === undefined || bankFile === undefined) return undefined;
  const form = bankAnswer(bankFile, chance);
  // The same result again, from another client, is no new fact.
  return { name: 'import-bank-result', by: 'countyKeeper', path: pathOf(batchId, 'import-bank-result'), body: {}, form, leaves: '' };
};

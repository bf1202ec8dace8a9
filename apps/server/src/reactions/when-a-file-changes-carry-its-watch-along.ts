import type { Context } from '#domain/kernel/decider';
import { businessDayOf } from '#domain/kernel/time';
import { household } from '#domain/household/household';
import type { HouseholdEvent, HouseholdEventData } from '#domain/household/household.events';
import { identity } from '#domain/identity/identity';
import type { WatchCommand } from '#domain/watch/watch.commands';
import type { StoredEvent } from '#event-store/event-store';
import type { Streams } from '#event-store/streams';
import { caseBefore, onCase, openCaseOf, type Monitoring } from '../platform/monitoring/open-case.js';
import type { Reaction } from './reaction.js';

type Data = HouseholdEventData;
type Ending = Extract<HouseholdEvent['type'], 'HouseholdCancelled' | 'HouseholdMergedInto'>;

const householdIdOf = ({ stream }: StoredEvent): string => stream.slice(`${household.category}-`.length);

/** Nothing can be written about somebody whose key is destroyed any more. */
const ERASED_SINCE = ['person-erased'];

/** With a file that was rejected or withdrawn the household is still there: whether its case goes on is for people to decide. */
const endings: { readonly [Type in Ending]: (data: Data[Type]) => WatchCommand } = {
  HouseholdCancelled: ({ cancelledOn }) => ({ type: 'EndWatch', data: { endedOn: cancelledOn, ending: 'file_cancelled' } }),
  HouseholdMergedInto: ({ mergedOn }) => ({ type: 'EndWatch', data: { endedOn: mergedOn, ending: 'file_merged' } }),
};

const endingOf = <Type extends Ending>({ type, data }: Readonly<{ type: Type; data: Data[Type] }>): WatchCommand => endings[type](data);

/** True where the household came into the register by it. */
const registers = ({ type, data }: StoredEvent): boolean => {
  if (type === 'HouseholdApproved') return true;
  const { previousCategory, classification } = data as Data['HouseholdReclassified'];
  return previousCategory === 'not_eligible' && classification.category !== 'not_eligible';
};

/** The files that the principal had before, as a principal there too: turned away or left behind, they are the same household's. */
const earlierFilesOf = async (streams: Streams, householdId: string): Promise<readonly string[]> => {
  const { state: file } = await streams.load(household, householdId);
  if (file.status === 'absent') return [];
  const { idHash } = file.facts.principal;
  const { pastHouseholdIds } = (await streams.load(identity, idHash)).state;
  const files = await Promise.all(pastHouseholdIds.map(async (id) => [id, (await streams.load(household, id)).state] as const));
  return files.flatMap(([id, earlier]) =>
    id !== householdId && earlier.status !== 'absent' && earlier.facts.principal.idHash === idHash ? [id] : [],
  );
};

/**
 * What is decided in a household's file reaches the watch case that was open then: reopened by hand it is a relapse, registered it is
 * a case of the register, as are those of the files the household had before, moved it moves along, and with a file that ends it ends. Met
 * again these say nothing of a later case.
 */
export const carryWatchAlong = (monitoring: Monitoring): readonly Reaction[] => {
  const { streams } = monitoring;

  const react = async (event: StoredEvent, command: WatchCommand, context: Context, householdId = householdIdOf(event)): Promise<void> => {
    const open = await caseBefore(monitoring, householdId, event);
    if (open) await onCase(streams, open, command, context);
  };

  /** To where the file is now, be it that it moved on meanwhile. */
  const follow = async (householdId: string, movedOn: string, context: Context): Promise<void> => {
    const [open, { state: file }] = await Promise.all([openCaseOf(streams, householdId), streams.load(household, householdId)]);
    if (!open || file.status === 'absent') return;
    await onCase(streams, open, { type: 'MoveWatch', data: { toUnitId: file.facts.unitId, movedOn } }, context);
  };

  return [
    {
      name: 'confirm-relapse-of-reopened-file',
      category: 'household',
      types: ['HouseholdReopened'],
      expects: ERASED_SINCE,
      react: (event, context) => {
        const { reopenedOn: confirmedOn, circumstances } = event.data as Data['HouseholdReopened'];
        return react(event, { type: 'ConfirmRelapse', data: { confirmedOn, circumstances, fileStatus: 'left_difficulty' } }, context);
      },
    },
    {
      name: 'turn-watch-into-case',
      category: 'household',
      types: ['HouseholdApproved', 'HouseholdReclassified'],
      react: async (event, context) => {
        if (!registers(event)) return;
        const { stream, revision, meta } = event;
        const { approvedOn: turnedOn = businessDayOf(meta.at) } = event.data as Partial<Data['HouseholdApproved']>;
        const command = { type: 'TurnIntoCase', data: { turnedOn, evidence: { stream, revision } } } as const;
        await react(event, command, context);
        // Nobody is counted, and chased, twice.
        for (const earlier of await earlierFilesOf(streams, householdIdOf(event))) await react(event, command, context, earlier);
      },
    },
    {
      name: 'end-watch-with-file',
      category: 'household',
      types: Object.keys(endings),
      react: async (event, context) => {
        await react(event, endingOf(event as unknown as Parameters<typeof endingOf>[0]), context);
      },
    },
    {
      name: 'move-watch-with-file',
      category: 'household',
      types: ['HouseholdTransferred'],
      react: (event, context) => follow(householdIdOf(event), (event.data as Data['HouseholdTransferred']).transferredOn, context),
    },
    {
      // It was raised by how the file stood a moment before.
      name: 'move-raised-watch-to-file',
      category: 'watch',
      types: ['WatchRaised'],
      react: ({ data, meta }, context) => follow((data as Readonly<{ householdId: string }>).householdId, businessDayOf(meta.at), context),
    },
  ];
};

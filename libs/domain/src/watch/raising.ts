import { addMonths } from '../kernel/calendar.js';
import type { Context } from '../kernel/decider.js';
import { effective } from '../kernel/guards.js';
import { aboutOf } from './guards.js';
import type { Judgement } from './judgement.js';
import type { FileStanding, WatchTerms } from './watch.commands.js';
import type { WatchEvent, WatchEventData } from './watch.events.js';
import { isWorse, kindOf } from './watch.policies.js';
import { openCase, type KnownFlag, type Watch, type WatchCase } from './watch.state.js';

type Flag = WatchEventData['FlagRaised'];
type Rank = Pick<KnownFlag, 'severity' | 'cause' | 'ruleId' | 'flagNumber'>;

/** A judgement on its way to its events: with all that it is made of. */
type Raising = Readonly<{ file: FileStanding; terms: WatchTerms; state: Watch; open: WatchCase | undefined }>;

/** The flag that a judgement supports: of the open case, or one whose new check is still ahead. */
const flagSupported = ({ rule }: Judgement, { state, open, terms }: Raising): KnownFlag | undefined => {
  const ofRule = [...state.flags.values()].filter(({ ruleId }) => ruleId === rule.ruleId);
  if (rule.effect === 'recheck') return ofRule.find(({ recheckDueOn }) => recheckDueOn !== undefined && recheckDueOn >= terms.onDate);
  return open && ofRule.find(({ watchNumber }) => watchNumber === open.watchNumber);
};

const aboutFile = ({ householdId, unitId, principalPersonId }: FileStanding) => ({ householdId, unitId, personId: principalPersonId });

const supports = (flag: KnownFlag, { signalIds, evidence, findings }: Judgement, { file, terms }: Raising): WatchEvent => {
  const isNew = ({ stream, revision }: (typeof evidence)[number]): boolean =>
    !flag.evidence.some((each) => each.stream === stream && each.revision === revision);
  const added = { signalIds: signalIds.filter((id) => !flag.signalIds.has(id)), evidence: evidence.filter(isNew) };
  const { flagNumber, watchNumber } = flag;
  const ofFlag = { flagNumber, ...(watchNumber !== undefined && { watchNumber }) };
  const data = { ...aboutFile(file), ...ofFlag, ...added, findings, supportedOn: terms.onDate };
  return { type: 'FlagSupported', data };
};

const flagOf = ({ rule, signalIds, evidence, findings }: Judgement, flagNumber: number, raising: Raising): Flag => {
  const { file, terms, state, open } = raising;
  const { ruleId, title, severity, cause, effect } = rule;
  const leadsTo = effect === 'recheck' ? { recheckDueOn: terms.recheckDueOn } : { watchNumber: open?.watchNumber ?? state.cases.size + 1 };
  const judged = { policyVersion: terms.policyVersion, raisedOn: terms.onDate, severity, cause, signalIds, evidence, findings };
  return { ...aboutFile(file), flagNumber, ruleId, title, ...judged, ...leadsTo };
};

const byRank = (one: Rank, other: Rank): number => {
  if (one.severity !== other.severity) return isWorse(one.severity, other.severity) ? -1 : 1;
  return one.ruleId < other.ruleId ? -1 : 1;
};

/** The worst; of equals the first by rule id. So it comes out the same in whichever order the flags were raised. */
const worstOf = (flags: readonly Rank[]): Rank | undefined => [...flags].sort(byRank)[0];

const raisedBy = ({ severity, cause, flagNumber }: Rank, { file, terms, state }: Raising): WatchEvent => {
  const { onDate, verifyDueOn, rules } = terms;
  const days = { raisedOn: onDate, verifyDueOn, reviewDueOn: addMonths(onDate, rules.reviewMonths) };
  const about = { ...aboutFile(file), watchNumber: state.cases.size + 1 };
  const said = { kind: kindOf(file), severity, cause, source: 'rule', urgent: false, ...days, flagNumber } as const;
  return { type: 'WatchRaised', data: { ...about, ...said } };
};

/**
 * While nobody has looked into a case that rules raised, it is what its worst flag says; later, and where a person raised it,
 * what people found stands until something worse is heard.
 */
const sharpest = (open: WatchCase, added: readonly Flag[], state: Watch): Rank | undefined => {
  const isRuled = open.source === 'rule' && open.status === 'raised';
  const before = isRuled ? [...state.flags.values()].filter(({ watchNumber }) => watchNumber === open.watchNumber) : [];
  const worst = worstOf([...before, ...added]);
  if (!worst || isWorse(open.severity, worst.severity)) return undefined;
  const differs = isRuled ? worst.severity !== open.severity || worst.cause !== open.cause : worst.severity !== open.severity;
  return differs ? worst : undefined;
};

/** The next look comes sooner, never later. */
const broughtForward = ({ due }: WatchCase, { severity }: Rank, { onDate, rules }: WatchTerms): { followUpDueOn?: string } => {
  const standingOn = due.find(({ duty }) => duty === 'follow_up')?.dueOn;
  const followUpDueOn = addMonths(onDate, rules.followUpMonths[severity]);
  return standingOn !== undefined && followUpDueOn < standingOn ? { followUpDueOn } : {};
};

const sharpenedBy = (open: WatchCase, worst: Rank, terms: WatchTerms): WatchEvent => {
  const { severity, cause, flagNumber } = worst;
  const change = { severity, previous: open.severity, cause, flagNumber, changedOn: terms.onDate };
  return { type: 'WatchSharpened', data: { ...aboutOf(open), ...change, ...broughtForward(open, worst, terms) } };
};

const onCase = (added: readonly Flag[], raising: Raising): WatchEvent[] => {
  const { open, state, terms } = raising;
  const worst = open ? sharpest(open, added, state) : worstOf(added);
  if (!worst) return [];
  return [open ? sharpenedBy(open, worst, terms) : raisedBy(worst, raising)];
};

/**
 * What judgements lead to: a flag each, or support of the one that stands; then the case that the flags raise, or the open one
 * made sharper. A rule that asks for a new check of the file raises a flag without a case.
 */
export const raised = (
  judgements: readonly Judgement[],
  { file, terms }: Readonly<{ file: FileStanding; terms: WatchTerms }>,
  state: Watch,
  context: Context,
): WatchEvent[] => {
  const raising: Raising = { file, terms, state, open: openCase(state) };
  const supported: WatchEvent[] = [];
  const flags: Flag[] = [];
  for (const judgement of judgements) {
    const standing = flagSupported(judgement, raising);
    if (standing) supported.push(supports(standing, judgement, raising));
    else flags.push(flagOf(judgement, state.flags.size + flags.length + 1, raising));
  }
  const ofCase = flags.filter(({ watchNumber }) => watchNumber !== undefined);
  const events = [...supported, ...flags.map((data) => ({ type: 'FlagRaised', data }) as const), ...onCase(ofCase, raising)];
  return events.map((event) => ({ ...event, ...effective(terms.onDate, context) }));
};

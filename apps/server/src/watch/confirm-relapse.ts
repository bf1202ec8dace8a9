import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Closing, KnownHousehold } from '#domain/household/household.state';
import type { WatchCommand, FileStanding } from '#domain/watch/watch.commands';
import { watch } from '#domain/watch/watch';
import { EventStore } from '#event-store/event-store';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Directory } from '../platform/directory.js';
import { IdentityClaims } from '../platform/identity-claims.js';
import { reopenFile, requireReopenable, type Reopening } from '../platform/monitoring/reopening.js';
import { IsText } from '../platform/text.js';
import { WatchDesk, type OnTheDesk } from './watch-desk.js';
import { HouseholdId, PostCommand, WatchRoute, WatchWish } from './watch-route.js';

export class ConfirmRelapseBody {
  @IsCalendarDate() readonly confirmedOn!: string;
  /** What brought the household back into difficulty. */
  @IsText(4000) readonly circumstances!: string;
}

export class ConfirmRelapse extends WatchWish<ConfirmRelapseBody> {}

const CLOSED: Readonly<Record<Closing['kind'], FileStanding['status']>> = {
  left_difficulty: 'left_difficulty',
  rejected: 'turned_away',
  withdrawn: 'turned_away',
  cancelled: 'ended',
  merged: 'ended',
};

const fileStatusOf = (file: KnownHousehold): FileStanding['status'] => (file.status === 'closed' ? CLOSED[file.closing.kind] : file.status);

@CommandHandler(ConfirmRelapse)
export class ConfirmRelapseHandler implements ICommandHandler<ConfirmRelapse> {
  private readonly tools: Reopening;

  constructor(
    private readonly desk: WatchDesk,
    streams: Streams,
    events: EventStore,
    claims: IdentityClaims,
    directory: Directory,
  ) {
    this.tools = { streams, events, claims, directory };
  }

  execute(wish: ConfirmRelapse): Promise<Receipt> {
    return this.desk.once(wish, 'watch:decide', (desk) => this.confirm(wish, desk));
  }

  /** A relapse that could not reopen the file is refused before anything is written; once written, a reaction reopens it where this does not live to. */
  private async confirm(wish: ConfirmRelapse, { state, file, context }: OnTheDesk): Promise<Receipt> {
    const data = { ...wish.body, fileStatus: fileStatusOf(file) };
    const command: WatchCommand = { type: 'ConfirmRelapse', data };
    if (watch.decide(command, state, context).length > 0) await requireReopenable(this.tools, file, wish.body, context);
    const confirmed = await this.desk.write(wish, command, context);
    const cause = await this.tools.events.eventAt(confirmed.stream, confirmed.revision);
    if (cause.type !== 'RelapseConfirmed') return confirmed;
    const reopened = await reopenFile(this.tools, cause, context);
    return { ...confirmed, position: reopened?.position ?? confirmed.position };
  }
}

@WatchRoute('confirm-relapse')
export class ConfirmRelapseController {
  constructor(private readonly bus: CommandBus) {}

  /** 认定返困:ends the open case and reopens the household's file, whose steps are taken anew; counted once. */
  @PostCommand('watch:decide')
  confirm(@HouseholdId() householdId: string, @Body() body: ConfirmRelapseBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ConfirmRelapse(householdId, body, caller));
  }
}

import { Injectable } from '@nestjs/common';
import type { Context, Decider } from '#domain/kernel/decider';
import type { DomainEvent, Message } from '#domain/kernel/message';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import { Directory } from './directory.js';

/** Writes what the directory keeps (accounts, units, policies) and answers once every request is checked against it. */
@Injectable()
export class DirectoryStreams {
  constructor(
    private readonly streams: Streams,
    private readonly directory: Directory,
  ) {}

  /** As Streams.handle. @throws {Problem} 503 `directory-behind` where it is written but not yet in force. */
  async handle<State, Command extends Message, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
    context: Context,
  ): Promise<Receipt> {
    const receipt = await this.streams.handle(decider, id, command, context);
    await this.directory.reached(receipt.position);
    return receipt;
  }

  /** The stream's state now, never older than what was acknowledged before the call. */
  async load<State, Event extends DomainEvent>(decider: Decider<State, never, Event>, id: string): Promise<State> {
    return (await this.streams.load(decider, id)).state;
  }
}

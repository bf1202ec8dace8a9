import { Injectable } from '@nestjs/common';
import { require } from '#domain/kernel/refusal';
import { Directory } from '../platform/directory.js';
import { permissionsOf } from '../platform/permissions.js';

/** Members of the staff who are named by their accounts. */
@Injectable()
export class WatchPeople {
  constructor(private readonly directory: Directory) {}

  /** Who visited has to be somebody with an account in use. @throws {Refusal} `visitor-unknown` with how many are not */
  requireKnown(visitors: readonly string[]): void {
    const unknown = visitors.filter((accountId) => this.directory.account(accountId)?.status !== 'active').length;
    require(unknown === 0, 'visitor-unknown', { unknown });
  }

  /** Who is to look into a case has to be able to. @throws {Refusal} `assignee-out-of-reach` with how many are not */
  requireAble(assignees: readonly string[], unitId: string): void {
    const unable = assignees.filter((accountId) => !this.mayEnter(accountId, unitId)).length;
    require(unable === 0, 'assignee-out-of-reach', { unable });
  }

  private mayEnter(accountId: string, unitId: string): boolean {
    const account = this.directory.account(accountId);
    const tree = this.directory.unitTree();
    return (
      account?.status === 'active' &&
      account.roles.some(({ role, unit }) => permissionsOf[role].includes('watch:enter') && tree.isWithin(unitId, unit))
    );
  }
}

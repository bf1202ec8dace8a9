import { Module, type Type } from '@nestjs/common';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { PolicyCommand } from '#domain/policy/policy';
import { DiscardDraftController, DiscardDraftHandler } from './discard-draft.js';
import { DraftPolicyController, DraftPolicyHandler } from './draft-policy.js';
import { GetPolicyInForceController, GetPolicyInForceHandler } from './get-policy-in-force.query.js';
import { GetPolicyVersionController, GetPolicyVersionHandler } from './get-policy-version.query.js';
import { ListPolicyVersionsController, ListPolicyVersionsHandler } from './list-policy-versions.query.js';
import { PolicyDesk } from './policy-desk.js';
import { PublishPolicyController, PublishPolicyHandler } from './publish-policy.js';
import { SupersedePolicyController, SupersedePolicyHandler } from './supersede-policy.js';
import { TryPolicyController, TryPolicyHandler } from './try-policy.js';

/** A command without a handler does not compile. */
const handlers = {
  DraftPolicy: DraftPolicyHandler,
  DiscardPolicyDraft: DiscardDraftHandler,
  PublishPolicy: PublishPolicyHandler,
  SupersedePolicy: SupersedePolicyHandler,
} satisfies Record<PolicyCommand['type'], Type<ICommandHandler>>;

@Module({
  controllers: [
    DiscardDraftController,
    DraftPolicyController,
    GetPolicyInForceController,
    GetPolicyVersionController,
    ListPolicyVersionsController,
    PublishPolicyController,
    SupersedePolicyController,
    TryPolicyController,
  ],
  providers: [
    ...Object.values(handlers),
    GetPolicyInForceHandler,
    GetPolicyVersionHandler,
    ListPolicyVersionsHandler,
    PolicyDesk,
    TryPolicyHandler,
  ],
})
export class PolicyModule {}

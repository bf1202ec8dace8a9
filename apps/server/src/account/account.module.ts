import { Module, type Type } from '@nestjs/common';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { AccountCommand } from '#domain/account/account';
import { AccountDesk } from './account-desk.js';
import { AssignRoleController, AssignRoleHandler } from './assign-role.js';
import { ChangePasswordController, ChangePasswordHandler } from './change-password.js';
import { DisableAccountController, DisableAccountHandler } from './disable-account.js';
import { EnableAccountController, EnableAccountHandler } from './enable-account.js';
import { GetAccountController, GetAccountHandler } from './get-account.query.js';
import { GetOwnAccountController, GetOwnAccountHandler } from './get-own-account.query.js';
import { ListAccountsController, ListAccountsHandler } from './list-accounts.query.js';
import { RegisterAccountController, RegisterAccountHandler } from './register-account.js';
import { RemoveRoleController, RemoveRoleHandler } from './remove-role.js';
import { ResetPasswordController, ResetPasswordHandler } from './reset-password.js';
import { UsernameClaims } from './username-claims.js';

/** A command without a handler does not compile. Sessions are recorded by who opens and ends them. */
const handlers = {
  RegisterAccount: RegisterAccountHandler,
  AssignRole: AssignRoleHandler,
  RemoveRole: RemoveRoleHandler,
  ResetPassword: ResetPasswordHandler,
  ChangePassword: ChangePasswordHandler,
  DisableAccount: DisableAccountHandler,
  EnableAccount: EnableAccountHandler,
} satisfies Record<Exclude<AccountCommand['type'], 'RecordFailedSignIn' | 'RecordSignIn' | 'EndSessions'>, Type<ICommandHandler>>;

@Module({
  controllers: [
    AssignRoleController,
    ChangePasswordController,
    DisableAccountController,
    EnableAccountController,
    GetAccountController,
    GetOwnAccountController,
    ListAccountsController,
    RegisterAccountController,
    RemoveRoleController,
    ResetPasswordController,
  ],
  providers: [...Object.values(handlers), AccountDesk, GetAccountHandler, GetOwnAccountHandler, ListAccountsHandler, UsernameClaims],
})
export class AccountModule {}

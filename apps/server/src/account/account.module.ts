import { Module } from '@nestjs/common';
import { ChangePasswordController, ChangePasswordHandler } from './change-password.js';

@Module({ controllers: [ChangePasswordController], providers: [ChangePasswordHandler] })
export class AccountModule {}

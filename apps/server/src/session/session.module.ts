import { Module } from '@nestjs/common';
import { SignInController, SignInHandler } from './sign-in.js';

@Module({ controllers: [SignInController], providers: [SignInHandler] })
export class SessionModule {}

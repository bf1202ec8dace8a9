import { Module } from '@nestjs/common';
import { SignInController, SignInHandler } from './sign-in.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { SignOutController, SignOutHandler } from './sign-out.js';

@Module({
  controllers: [SignInController, SignOutController],
  providers: [SignInThrottle, SignInHandler, SignOutHandler],
})
export class SessionModule {}

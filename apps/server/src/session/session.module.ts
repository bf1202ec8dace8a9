import { Module } from '@nestjs/common';
import { AddressThrottle } from './address-throttle.js';
import { SignInController, SignInHandler } from './sign-in.js';
import { SignOutController, SignOutHandler } from './sign-out.js';

@Module({
  controllers: [SignInController, SignOutController],
  providers: [AddressThrottle, SignInHandler, SignOutHandler],
})
export class SessionModule {}

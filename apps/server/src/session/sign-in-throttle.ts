import { Inject, Injectable } from '@nestjs/common';
import { AddressThrottle } from '../platform/address-throttle.js';
import { Clock } from '../platform/clock.js';
import { SETTINGS, type Settings } from '../platform/settings.js';

/** Slows down who tries many names from one address; who tries many passwords of one name meets the account's own lock. */
@Injectable()
export class SignInThrottle extends AddressThrottle {
  constructor(@Inject(SETTINGS) { signInsPerMinute }: Settings, clock: Clock) {
    super(signInsPerMinute, clock);
  }
}

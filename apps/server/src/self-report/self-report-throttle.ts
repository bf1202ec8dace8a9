import { Inject, Injectable } from '@nestjs/common';
import { AddressThrottle } from '../platform/address-throttle.js';
import { Clock } from '../platform/clock.js';
import { SETTINGS, type Settings } from '../platform/settings.js';

/** Slows down who reports many people from one address; who reports one person many times is passed over by the lead itself. */
@Injectable()
export class SelfReportThrottle extends AddressThrottle {
  constructor(@Inject(SETTINGS) { selfReportsPerMinute }: Settings, clock: Clock) {
    super(selfReportsPerMinute, clock);
  }
}

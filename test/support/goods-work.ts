import { goodsLot } from '#domain/goods-lot/goods-lot';
import type { KnownLot } from '#domain/goods-lot/goods-lot.state';
import { Streams } from '#event-store/streams';
import { ok } from './case-work.js';
import { units, type City, type Clerk } from './city.js';
import type { Answer, TestServer } from './server.js';

/** Who it takes to buy goods, keep them and pay for them in one county. */
export type GoodsOffice = Readonly<{ buyer: Clerk; keeper: Clerk; payer: Clerk }>;

export const goodsOfficeOf = async (city: City): Promise<GoodsOffice> => ({
  buyer: await city.hire('service_centre_officer', units.county),
  keeper: await city.hire('service_centre_officer', units.county),
  payer: await city.hire('finance_officer', units.county),
});

type Change = Readonly<Record<string, unknown>>;

/** Ten sacks of rice at 60 yuan, and what is different here. */
export const purchaseOf = (fundId: string, change: Change = {}) => ({
  fundId,
  category: '粮油',
  description: '大米 10 公斤装',
  quantity: 10,
  unitPriceFen: 6_000,
  supplier: { name: '演示粮油公司', creditCode: '91350100M000100Y43' },
  procurementKind: 'direct_purchase',
  document: '采购合同 2022-1',
  procuredOn: '2022-02-11',
  commercialSponsor: false,
  ...change,
});

/** The work on goods: every step by who takes it. */
export class GoodsWork {
  constructor(
    readonly server: TestServer,
    readonly office: GoodsOffice,
  ) {}

  procure(fundId: string, change: Change = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.office.buyer.post('/goods-lots', purchaseOf(fundId, change), headers);
  }

  /** @returns the id of the lot. */
  async ordered(fundId: string, change: Change = {}): Promise<string> {
    const { body } = await ok(this.procure(fundId, change));
    return String(body.stream).slice('goodsLot-'.length);
  }

  command(clerk: Clerk, lotId: string, action: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    return clerk.post(`/goods-lots/${lotId}/${action}`, body, headers);
  }

  deliver(lotId: string, quantity: number, clerk: Clerk = this.office.keeper): Promise<Answer> {
    return this.command(clerk, lotId, 'record-delivery', { deliveredOn: '2022-02-14', quantity });
  }

  pay(lotId: string): Promise<Answer> {
    return this.command(this.office.payer, lotId, 'record-supplier-payment', { paidOn: '2022-02-18', voucher: '付-2022-9' });
  }

  issue(lotId: string, aidId: string, issuedOn: string, clerk: Clerk = this.office.keeper): Promise<Answer> {
    return this.command(clerk, lotId, 'issue', { aidId, issuedOn });
  }

  /** The lot as decisions know it. */
  async lot(lotId: string): Promise<KnownLot> {
    const { state } = await this.server.app.get(Streams).load(goodsLot, lotId);
    if (state.status === 'absent') throw new Error('there is no such lot');
    return state;
  }
}

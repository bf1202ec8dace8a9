import { unitDirectory } from './unit-directory/unit-directory.js';
import type { Row, View, ViewEvent } from './view.js';

/** A view among others: the projector treats all alike. */
export type AnyView = View<Row, ViewEvent>;

const anyView = <T extends Row, Event extends ViewEvent>(view: View<T, Event>): AnyView => view as unknown as AnyView;

/** Every view there is, registered once. */
export const views: readonly AnyView[] = [anyView(unitDirectory)];

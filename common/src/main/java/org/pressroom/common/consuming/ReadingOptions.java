package org.pressroom.common.consuming;

import java.time.Duration;

/**
 * How a consumer reads and works.
 *
 * @param timeLimit for one record, or for those that are handled together
 * @param sideBySide how many of these at once
 * @param batch how many records are read, and handled together, at most
 * @param newestOnly whether only the newest record of each key counts of those that have not been begun
 * @param gathering how long the broker waits for a batch to fill; zero: not at all
 */
record ReadingOptions(Duration timeLimit, int sideBySide, int batch, boolean newestOnly, Duration gathering) {}

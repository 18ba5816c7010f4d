package org.pressroom.common.consuming;

import java.time.Duration;

/**
 * How batches are read and worked on.
 *
 * @param timeLimit for one batch
 * @param sideBySide how many keys at once
 * @param batch how many records at most
 * @param newestOnly whether only the newest record of each key in a batch counts
 * @param gathering how long the broker waits for a batch to fill; zero: not at all
 */
record BatchOptions(Duration timeLimit, int sideBySide, int batch, boolean newestOnly, Duration gathering) {}

package org.pressroom.article.pictures;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Hands rows on by blocks, to be worked on by another thread while more of them are read by this one. */
final class RowBlocks implements PictureRows.Rows {

    /** About so many bytes: little enough for a processor's own memory, and few enough to be handed over at no cost. */
    private static final int BLOCK = 256 * 1024;

    private final PictureRows.Rows rows;
    private final Executor helpers;
    private byte[][] block;
    private byte[][] nextBlock;
    private int taken;
    private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);

    /** @param length of a row, in bytes */
    RowBlocks(PictureRows.Rows rows, int length, Executor helpers) {
        this.rows = rows;
        this.helpers = helpers;
        int count = Math.max(1, BLOCK / length);
        this.block = new byte[count][length];
        this.nextBlock = new byte[count][length];
    }

    @Override
    public void take(byte[] row) {
        System.arraycopy(row, 0, block[taken], 0, row.length);
        taken++;
        if (taken == block.length) {
            handOver();
        }
    }

    private void handOver() {
        work.join();
        byte[][] full = block;
        int count = taken;
        work = CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; i < count; i++) {
                        rows.take(full[i]);
                    }
                },
                helpers);
        block = nextBlock;
        nextBlock = full;
        taken = 0;
    }

    /** Waits until all rows that came have been worked on. */
    void end() {
        handOver();
        work.join();
    }
}

package org.pressroom.common.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a client was answered and does not take: it waits in this process, and is counted. A client that reads too slowly,
 * or keeps too much waiting, is to be left. Belongs to the connection's event loop.
 */
final class UnreadAnswers {

    /** How many times as long as a client may read nothing it may take until it has read all. */
    private static final int MOST_READING = 10;

    private final ConnectionCounts counts;
    private final long slowest;

    /** What is counted as waiting. */
    private long waiting;

    private long readingSince;
    private long unreadSince;
    private @Nullable Object unreadMessage;
    private long unreadProgress;

    /** @param slowest for how long a client may read nothing of what waits for it */
    UnreadAnswers(ConnectionCounts counts, Duration slowest) {
        this.counts = counts;
        this.slowest = slowest.toNanos();
    }

    /** Something was written; whether the client keeps too much waiting by now. */
    boolean isTooMuch(Channel channel, ConnectionCounts.@Nullable Place place) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null) {
            return false;
        }
        long bytes = buffer.totalPendingWriteBytes();
        boolean more = bytes > waiting;
        count(bytes, place);
        return more && place != null && counts.keepsTooMuch(place);
    }

    /**
     * Whether the client reads too slowly; looked at every now and then.
     *
     * @param now by {@link System#nanoTime}
     */
    boolean areReadTooSlowly(Channel channel, ConnectionCounts.@Nullable Place place, long now) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        Object message = buffer == null ? null : buffer.current();
        if (buffer == null || message == null) {
            allIsRead(place);
            return false;
        }
        if (unreadMessage == null) {
            readingSince = now;
        }
        long progress = buffer.currentProgress();
        boolean readOn = message != unreadMessage || progress != unreadProgress;
        if (readOn) {
            unreadMessage = message;
            unreadProgress = progress;
            unreadSince = now;
            count(buffer.totalPendingWriteBytes(), place);
        }
        boolean tooSlow = now - unreadSince > slowest || now - readingSince > slowest * MOST_READING;
        return tooSlow || (place != null && (readOn ? counts.keepsTooMuch(place) : counts.keepsOthersWaiting(place)));
    }

    /** Nothing waits, or nobody will read it. */
    void allIsRead(ConnectionCounts.@Nullable Place place) {
        unreadMessage = null;
        count(0, place);
    }

    private void count(long bytes, ConnectionCounts.@Nullable Place place) {
        if (place != null && bytes != waiting) {
            counts.unread(place, bytes - waiting);
            waiting = bytes;
        }
    }
}

package org.pressroom.common.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Iterator;
import java.util.Map;

/**
 * What comes of requests behind the one that is being answered. It waits in this process: beyond some of it no more is
 * read of its connection until it has its turn. Belongs to the connection's event loop.
 */
final class EarlyRequests {

    /** How much may come on one connection before its turn: the rest is left unread until then. */
    private static final int MOST = 16 * 1024;

    /** What each part of a request takes of memory beside its bytes, about. */
    private static final int PART = 256;

    private static final int HEADER = 64;

    private final ConnectionCounts counts;
    private long bytes;

    /** Whether somebody wants to read on once that has had its turn. */
    private boolean readLater;

    /** Whether it was read without being asked before. */
    private boolean readAlways;

    EarlyRequests(ConnectionCounts counts) {
        this.counts = counts;
    }

    /** Counts what came before its turn; whether there is room for it. */
    boolean hasRoom(Channel channel, HttpRequest request) {
        int size = PART + request.uri().length();
        Iterator<Map.Entry<CharSequence, CharSequence>> headers =
                request.headers().iteratorCharSequence();
        while (headers.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = headers.next();
            size += HEADER + header.getKey().length() + header.getValue().length();
        }
        return hasRoom(channel, size);
    }

    /** The same of a part of a body. */
    boolean hasRoom(Channel channel, HttpContent part) {
        return hasRoom(channel, PART + part.content().readableBytes());
    }

    private boolean hasRoom(Channel channel, int size) {
        bytes += size;
        if (bytes > MOST && channel.config().isAutoRead()) {
            // ends the present round of reading too
            channel.config().setAutoRead(false);
            readAlways = true;
        }
        return counts.early(size);
    }

    /** Whether more may be read now; else it is once this has had its turn. */
    boolean mayRead() {
        if (bytes > MOST) {
            readLater = true;
        }
        return bytes <= MOST;
    }

    /** It has its turn: nothing is early any more, and reading goes on. */
    void haveTheirTurn(ChannelHandlerContext ctx) {
        areNone();
        if (readAlways) {
            readAlways = false;
            ctx.channel().config().setAutoRead(true);
        }
        if (readLater) {
            readLater = false;
            ctx.read();
        }
    }

    /** Nothing waits any more. */
    void areNone() {
        counts.early(-bytes);
        bytes = 0;
    }
}

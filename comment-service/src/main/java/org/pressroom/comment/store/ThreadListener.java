package org.pressroom.comment.store;

import java.util.UUID;

/** Hears of what this process changes before readers' eyes; what others change is told over Kafka. */
public interface ThreadListener {

    /**
     * A change is committed.
     *
     * @param version the thread's by it
     */
    void changed(UUID articleId, long version);
}

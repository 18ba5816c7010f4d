package org.pressroom.comment.streaming;

import java.util.UUID;

/** A comment that readers do not see any more. */
record RemovedComment(UUID id) {}

/** The stream of new articles: what has just been published, to whoever listens. */
@NullMarked
package org.pressroom.subscription.streaming;

import org.jspecify.annotations.NullMarked;

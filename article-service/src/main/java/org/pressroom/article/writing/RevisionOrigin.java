package org.pressroom.article.writing;

import org.pressroom.common.PlainJava;

/** How a revision came about. */
@PlainJava
public sealed interface RevisionOrigin {

    /** Somebody saved it. */
    record Saved() implements RevisionOrigin {}

    /** It was saved while somebody wrote. */
    record Autosaved() implements RevisionOrigin {}

    /**
     * An earlier one was brought back.
     *
     * @param number of the earlier one
     */
    record Restored(int number) implements RevisionOrigin {}
}
